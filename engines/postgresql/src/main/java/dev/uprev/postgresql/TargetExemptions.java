package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a restore leaves as the target has it: attributes and passwords of the role that it logs in as and of the
 * superuser of the cluster, and, where the user is no superuser, the owner of schema public; and what the target cannot
 * take: settings that it does not know.
 */
final class TargetExemptions implements Exemptions {
    private static final Set<String> ROLES = Set.of("roles", "passwords");
    private static final Set<String> SETTINGS = Set.of("role-settings", "database-settings");
    private static final String SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = session_user";

    private final Connection connection;
    private final Set<String> kept;
    private final boolean superuser;

    /** @param connection to the target, each statement in a transaction of its own */
    TargetExemptions(Connection connection) throws SQLException {
        this.connection = connection;
        this.kept = KeptRoles.of(connection).names();
        this.superuser = Sql.flag(connection, SUPERUSER);
    }

    @Override
    public boolean isKept(CatalogQuery query, CatalogEntry entry) {
        boolean isPublic = query.name().equals("schemas") && entry.name().equals("public");
        return isPublic ? !superuser : ROLES.contains(query.name()) && kept.contains(entry.name());
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
