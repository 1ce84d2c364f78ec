package dev.uprev.postgresql;

import java.sql.SQLException;
import java.util.Optional;

/** Entries of a catalog, one after the other in {@link CatalogEntry#ORDER}; few of them are in memory at a time. */
interface CatalogStream extends AutoCloseable {
    /** The next entry; empty at the end, and from then on. */
    Optional<CatalogEntry> next() throws SQLException;

    @Override
    void close() throws SQLException;

    /** A stream without entries. */
    static CatalogStream empty() {
        return new CatalogStream() {
            @Override
            public Optional<CatalogEntry> next() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
