package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Roles that stay as the target has them: the one that the restore is logged in as, which must not lose its password on
 * the way, and the superuser of the cluster.
 *
 * @param names theirs
 * @param memberships what they are members of already, each as role and member
 */
record KeptRoles(Set<String> names, Set<List<String>> memberships) {
    private static final String KEPT = "(SELECT oid FROM pg_roles WHERE oid = 10 OR rolname = session_user)";
    private static final String NAMES = "SELECT rolname FROM pg_roles WHERE oid IN " + KEPT;
    private static final String MEMBERSHIPS =
            "SELECT pg_get_userbyid(roleid), pg_get_userbyid(member) FROM pg_auth_members WHERE member IN " + KEPT;

    KeptRoles {
        names = Set.copyOf(names);
        memberships = Set.copyOf(memberships);
    }

    static KeptRoles of(Connection connection) throws SQLException {
        return new KeptRoles(
                new HashSet<>(Sql.texts(connection, NAMES)),
                new HashSet<>(Sql.list(connection, MEMBERSHIPS, row -> List.of(row.getString(1), row.getString(2)))));
    }
}
