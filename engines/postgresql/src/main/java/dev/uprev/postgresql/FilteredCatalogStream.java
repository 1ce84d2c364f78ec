package dev.uprev.postgresql;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;

/** A stream without some of its entries. */
record FilteredCatalogStream(CatalogStream all, Predicate<CatalogEntry> ignored) implements CatalogStream {
    @Override
    public Optional<CatalogEntry> next() throws SQLException {
        Optional<CatalogEntry> entry = all.next();
        while (entry.filter(ignored).isPresent()) {
            entry = all.next();
        }
        return entry;
    }

    @Override
    public void close() throws SQLException {
        all.close();
    }
}
