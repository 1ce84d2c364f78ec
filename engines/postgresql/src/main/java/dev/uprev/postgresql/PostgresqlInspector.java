package dev.uprev.postgresql;

import dev.uprev.json.Json;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceInspector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks at a PostgreSQL server: which it is, what it holds, and how much of it. The source is looked at as far as the
 * request is about it; of the target, everything is seen.
 */
final class PostgresqlInspector implements InstanceInspector {
    private static final String PURPOSE = "inspect";

    @Override
    public InstanceFacts inspect(Instance instance, UpgradeRequest request, InspectionContext access) {
        Side side = Side.of(instance, request);
        Connections connections = new Connections(side, instance, access.secrets());
        try (Connection connection = connections.openToLook(connections.mainDatabase(), PURPOSE)) {
            ServerFacts server = ServerFacts.read(connection);
            SortedMap<String, String> attributes = new TreeMap<>(server.attributes());
            Measures measures = new Measures();
            List<DatabaseFacts> chosen = chosen(side, request, DatabaseCatalog.read(connection, server.version()));
            attributes.put(
                    PostgresqlFacts.DATABASES,
                    Json.write(chosen.stream().map(DatabaseFacts::name).toList()));
            for (DatabaseFacts database : chosen) {
                DatabaseFacts seen = database.permitted() ? look(connections, database, server, measures) : database;
                attributes.put(PostgresqlFacts.DATABASE + database.name(), Json.write(seen));
            }
            return new InstanceFacts(
                    server.product().name(),
                    server.version().version(),
                    server.identity(),
                    attributes,
                    measures.byName());
        } catch (SQLException e) {
            throw PgErrors.explain(side, e);
        }
    }

    private static List<DatabaseFacts> chosen(Side side, UpgradeRequest request, List<DatabaseFacts> all) {
        return side == Side.SOURCE
                ? DatabaseSelection.of(request).among(all)
                : all.stream().filter(DatabaseFacts::isUsual).toList();
    }

    private static DatabaseFacts look(
            Connections connections, DatabaseFacts database, ServerFacts server, Measures measures)
            throws SQLException {
        try (Connection connection = connections.openToLook(database.name(), PURPOSE)) {
            measures.add(connection, database.name());
            return database.with(
                    DatabaseContents.extensions(connection),
                    DatabaseContents.collations(connection, server.version()),
                    DatabaseContents.owners(connection),
                    CatalogFingerprint.of(connection));
        }
    }
}
