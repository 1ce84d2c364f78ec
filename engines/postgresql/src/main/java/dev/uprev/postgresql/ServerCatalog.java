package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The catalog of the database that a connection is for. The connection must be in transactions, for cursors. */
final class ServerCatalog implements Catalog {
    private final Connection connection;
    private final ServerVersion version;

    ServerCatalog(Connection connection) throws SQLException {
        this.connection = connection;
        this.version = ServerVersion.of(connection);
    }

    @Override
    public ServerVersion version() {
        return version;
    }

    @Override
    public Optional<CatalogStream> open(CatalogQuery query) throws SQLException {
        if (!version.isAtLeast(query.existsSince())) {
            return Optional.of(CatalogStream.empty());
        }
        if (query.reads().isPresent() && !mayRead(query.reads().get())) {
            return Optional.empty();
        }
        CatalogStream stream = ResultSetCatalogStream.open(connection, query.sql(version));
        return Optional.of(query.name().equals("sequences") ? new SequenceStream(stream, connection, version) : stream);
    }

    private boolean mayRead(String catalog) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT has_table_privilege(?, 'SELECT')")) {
            statement.setString(1, catalog);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
