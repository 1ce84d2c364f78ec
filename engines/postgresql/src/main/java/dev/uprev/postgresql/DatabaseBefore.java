package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database of the target before the restore.
 *
 * @param isNew whether it was not there at all; the rest is empty then
 * @param properties statements that set owner, connection limit, comment, settings and privileges of the database and
 *     of its schema public as they were
 * @param schemas the schemas it had
 * @param extensions the extensions it had
 */
record DatabaseBefore(boolean isNew, List<String> properties, List<String> schemas, List<String> extensions) {
    /** It was not there. */
    static final DatabaseBefore NEW = new DatabaseBefore(true, List.of(), List.of(), List.of());

    private static final String OF_DATABASE = "SELECT format('ALTER DATABASE %I OWNER TO %I', datname, rolname),"
            + " format('ALTER DATABASE %I CONNECTION LIMIT %s', datname, datconnlimit),"
            + " format('COMMENT ON DATABASE %I IS %L', datname, shobj_description(d.oid, 'pg_database')),"
            + " format('ALTER DATABASE %I RESET ALL', datname),"
            + " format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)"
            + " FROM pg_database d JOIN pg_roles r ON r.oid = datdba WHERE datname = current_database()";

    private static final String GRANTS = "SELECT format('GRANT %s ON %s TO %s%s', g.privilege_type, o.what,"
            + " CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,"
            + " CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) FROM"
            + " (SELECT format('DATABASE %I', datname), coalesce(datacl, acldefault('d', datdba)), datdba"
            + " FROM pg_database WHERE datname = current_database() UNION ALL"
            + " SELECT 'SCHEMA public', coalesce(nspacl, acldefault('n', nspowner)), nspowner"
            + " FROM pg_namespace WHERE nspname = 'public') o (what, acl, owner), aclexplode(o.acl) g"
            + " WHERE g.grantee <> o.owner";

    private static final String PUBLIC = "SELECT format('ALTER SCHEMA public OWNER TO %I', rolname)"
            + " FROM pg_namespace JOIN pg_roles r ON r.oid = nspowner WHERE nspname = 'public'"
            + " UNION ALL SELECT 'REVOKE ALL ON SCHEMA public FROM PUBLIC' FROM pg_namespace WHERE nspname = 'public'";

    DatabaseBefore {
        properties = List.copyOf(properties);
        schemas = List.copyOf(schemas);
        extensions = List.copyOf(extensions);
    }

    /** Looks at the database of this connection. */
    static DatabaseBefore of(Connection connection) throws SQLException {
        List<String> properties = new ArrayList<>(Sql.one(connection, OF_DATABASE, row -> {
            List<String> statements = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                Optional.ofNullable(row.getString(i)).ifPresent(statements::add);
            }
            return statements;
        }));
        properties.addAll(Sql.texts(connection, PUBLIC));
        properties.addAll(Sql.texts(connection, Settings.OF_DATABASE));
        properties.addAll(Sql.texts(connection, GRANTS));
        return new DatabaseBefore(
                false,
                properties,
                Sql.texts(connection, "SELECT nspname FROM pg_namespace"),
                Sql.texts(connection, "SELECT extname FROM pg_extension"));
    }
}
