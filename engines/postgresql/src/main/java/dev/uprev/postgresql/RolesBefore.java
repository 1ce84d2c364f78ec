package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The roles that a restore creates or changes, as they were on the target.
 *
 * @param created names of roles that were not there
 * @param changed statements that set attributes and settings of the others as they were; not their passwords, which
 *     must not be in a journal
 */
record RolesBefore(List<String> created, List<String> changed) {
    static final RolesBefore NONE = new RolesBefore(List.of(), List.of());

    private static final String ATTRIBUTES = "SELECT format('ALTER ROLE %I WITH %sSUPERUSER %sINHERIT %sCREATEROLE"
            + " %sCREATEDB %sLOGIN %sREPLICATION %sBYPASSRLS CONNECTION LIMIT %s VALID UNTIL %L', rolname, "
            + no("rolsuper") + no("rolinherit") + no("rolcreaterole") + no("rolcreatedb") + no("rolcanlogin")
            + no("rolreplication") + no("rolbypassrls")
            + " rolconnlimit, coalesce(rolvaliduntil, 'infinity')), format('ALTER ROLE %I RESET ALL', rolname)"
            + " FROM pg_roles WHERE rolname = ?";

    RolesBefore {
        created = List.copyOf(created);
        changed = List.copyOf(changed);
    }

    private static String no(String attribute) {
        return "CASE WHEN " + attribute + " THEN '' ELSE 'NO' END, ";
    }

    /** Looks at those of the roles that there are. */
    static RolesBefore of(Connection connection, List<String> roles) throws SQLException {
        List<String> created = new ArrayList<>(roles);
        created.removeAll(Sql.texts(connection, "SELECT rolname FROM pg_roles"));
        List<String> changed = new ArrayList<>();
        for (String role : roles) {
            changed.addAll(Sql.list(connection, ATTRIBUTES, row -> row.getString(1), role));
            changed.addAll(Sql.list(connection, ATTRIBUTES, row -> row.getString(2), role));
            changed.addAll(Sql.texts(connection, Settings.OF_ROLE, role));
        }
        return new RolesBefore(created, changed);
    }
}
