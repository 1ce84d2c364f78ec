package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a restore leaves as the target has it: attributes and passwords of the role that it logs in as and of the
 * superuser of the cluster; and what the target cannot take: settings that it does not know.
 */
final class TargetExemptions implements Exemptions {
    private static final Set<String> ROLES = Set.of("roles", "passwords");
    private static final Set<String> SETTINGS = Set.of("role-settings", "database-settings");
    private static final String KEPT = "SELECT rolname FROM pg_roles WHERE oid = 10 OR rolname = session_user";

    private final Connection connection;
    private final Set<String> kept;

    /** @param connection to the target, each statement in a transaction of its own */
    TargetExemptions(Connection connection) throws SQLException {
        this.connection = connection;
        this.kept = Set.copyOf(Sql.texts(connection, KEPT));
    }

    @Override
    public boolean isKept(CatalogQuery query, CatalogEntry entry) {
        return ROLES.contains(query.name()) && kept.contains(entry.name());
    }

    /** The name of a setting's entry is {@code setting NAME}, followed by {@code of role ROLE} for a role's. */
    @Override
    public boolean isRefused(CatalogQuery query, CatalogEntry entry) {
        if (!SETTINGS.contains(query.name())) {
            return false;
        }
        String name = entry.part().replaceFirst("^setting ", "").replaceFirst(" of role .*", "");
        String value = entry.properties().getOrDefault("value", "");
        try {
            Sql.text(connection, "SELECT set_config(?, ?, true)", name, value);
            return false;
        } catch (SQLException e) {
            return !PgErrors.isLost(e);
        }
    }
}
