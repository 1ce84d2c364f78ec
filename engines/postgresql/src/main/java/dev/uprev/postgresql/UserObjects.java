package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;

/** What users have made in a database. Extensions and the schema public are not counted. */
final class UserObjects {
    private static final String NO_MEMBER = " AND NOT EXISTS (SELECT 1 FROM pg_depend AS d"
            + " WHERE d.classid = '%s'::regclass AND d.objid = %s.oid AND d.deptype = 'e')";

    private static final String SQL = "SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' WHEN 'v' THEN 'view '"
            + " WHEN 'm' THEN 'materialized view ' WHEN 'c' THEN 'type ' ELSE 'table ' END || "
            + Look.NAME + Look.RELATIONS + "WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')"
            + NO_MEMBER.formatted("pg_class", "c")
            + " UNION ALL SELECT 'schema ' || quote_ident(n.nspname) FROM pg_namespace AS n WHERE "
            + Look.OF_USERS.formatted("n") + " AND n.nspname <> 'public'" + NO_MEMBER.formatted("pg_namespace", "n")
            + " UNION ALL SELECT 'function ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname)"
            + " FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace AND "
            + Look.OF_USERS.formatted("n") + " WHERE true" + NO_MEMBER.formatted("pg_proc", "p")
            + " UNION ALL SELECT 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname)"
            + " FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace AND " + Look.OF_USERS.formatted("n")
            + " WHERE t.typtype IN ('d', 'e', 'r')" + NO_MEMBER.formatted("pg_type", "t")
            + " UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata";

    private UserObjects() {}

    static Listing in(Connection connection) throws SQLException {
        return Listing.query(connection, SQL);
    }
}
