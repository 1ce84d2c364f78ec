package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The catalog of the database that a connection is for. The connection must be in a transaction, for cursors. */
final class ServerCatalog {
    private final Connection connection;
    private final ServerVersion version;
    private final Predicate<CatalogEntry> ignored;

    ServerCatalog(Connection connection) throws SQLException {
        this(connection, ServerVersion.of(connection), entry -> false);
    }

    private ServerCatalog(Connection connection, ServerVersion version, Predicate<CatalogEntry> ignored) {
        this.connection = connection;
        this.version = version;
        this.ignored = ignored;
    }

    /** The same without some entries. */
    ServerCatalog without(Predicate<CatalogEntry> entries) {
        return new ServerCatalog(connection, version, entries);
    }

    ServerVersion version() {
        return version;
    }

    /** Gives all objects of these kinds to the sink. */
    void give(List<CatalogQuery> kinds, Consumer<CatalogLine> sink) throws SQLException {
        sink.accept(CatalogLine.of(version));
        for (CatalogQuery kind : kinds) {
            Optional<CatalogStream> readable = open(kind);
            if (readable.isPresent()) {
                sink.accept(CatalogLine.of(kind));
                try (CatalogStream entries = readable.get()) {
                    for (Optional<CatalogEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                        sink.accept(CatalogLine.of(entry.get()));
                    }
                }
            }
        }
    }

    /** The objects of one kind; absent where they could not be read for want of a privilege. The caller closes it. */
    Optional<CatalogStream> open(CatalogQuery query) throws SQLException {
        if (!version.isAtLeast(query.existsSince())) {
            return Optional.of(CatalogStream.empty());
        }
        if (query.reads().isPresent() && !mayRead(query.reads().get())) {
            return Optional.empty();
        }
        CatalogStream stream =
                new FilteredCatalogStream(ResultSetCatalogStream.open(connection, query.sql(version)), ignored);
        return Optional.of(query.name().equals("sequences") ? new SequenceStream(stream, connection, version) : stream);
    }

    private boolean mayRead(String catalog) throws SQLException {
        return Sql.flag(connection, "SELECT has_table_privilege(?, 'SELECT')", catalog);
    }
}
