package dev.uprev.postgresql;

import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceInspector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeMap;

/** Looks at a PostgreSQL server. */
final class PostgresqlInspector implements InstanceInspector {
    @Override
    public InstanceFacts inspect(Instance instance, UpgradeRequest request, InspectionContext access) {
        Side side = instance.equals(request.source()) ? Side.SOURCE : Side.TARGET;
        Connections connections = new Connections(side, instance, access.secrets());
        try (Connection connection = connections.open(
                ConnectionRequest.of(connections.mainDatabase(), "inspect").readingOnly())) {
            ServerVersion version = ServerVersion.of(connection);
            return new InstanceFacts("PostgreSQL", version.version(), "", new TreeMap<>(), new TreeMap<>());
        } catch (SQLException e) {
            throw PgErrors.explain(side, e);
        }
    }
}
