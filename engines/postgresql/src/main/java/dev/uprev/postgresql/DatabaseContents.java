package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a database needs of the server that it lives on. */
final class DatabaseContents {
    private DatabaseContents() {}

    /** Versions of the extensions by name. */
    static SortedMap<String, String> extensions(Connection connection) throws SQLException {
        SortedMap<String, String> versions = new TreeMap<>();
        Sql.list(connection, "SELECT extname, extversion FROM pg_extension", row -> {
            versions.put(row.getString(1), row.getString(2));
            return row.getString(1);
        });
        return versions;
    }

    /**
     * Collations that the server was made with, or took from its operating system, and that columns, indexes and types
     * of users name. Those of users are part of the dump.
     */
    static List<String> collations(Connection connection, ServerVersion version) throws SQLException {
        String usual = version.isAtLeast(100000) ? " AND c.oid <> 100 AND c.collprovider <> 'd'" : " AND c.oid <> 100";
        return Sql.texts(
                connection,
                "SELECT DISTINCT c.collname FROM pg_collation AS c JOIN pg_namespace AS n ON n.oid = c.collnamespace"
                        + " WHERE n.nspname = 'pg_catalog' AND c.collname NOT IN ('C', 'POSIX', 'ucs_basic')" + usual
                        + " AND c.oid IN (SELECT attcollation FROM pg_attribute WHERE attrelid >= 16384"
                        + " UNION SELECT unnest(indcollation) FROM pg_index WHERE indexrelid >= 16384"
                        + " UNION SELECT typcollation FROM pg_type WHERE oid >= 16384) ORDER BY c.collname");
    }

    /** Roles that own the database or something of users in it, what belongs to extensions aside. */
    static List<String> owners(Connection connection) throws SQLException {
        return Sql.texts(
                connection,
                "SELECT DISTINCT pg_get_userbyid(o.owner) FROM (SELECT datdba AS owner FROM pg_database"
                        + " WHERE datname = current_database()"
                        + " UNION SELECT lomowner FROM pg_largeobject_metadata"
                        + " UNION SELECT n.nspowner FROM pg_namespace AS n WHERE n.nspname <> 'public' AND "
                        + Look.OF_USERS.formatted("n")
                        + owned("pg_class", "rel")
                        + owned("pg_proc", "pro")
                        + owned("pg_type", "typ")
                        + ") AS o WHERE pg_get_userbyid(o.owner) !~ '^pg_' ORDER BY 1");
    }

    private static String owned(String catalog, String prefix) {
        return " UNION SELECT o.%2$sowner FROM %1$s AS o JOIN pg_namespace AS n ON n.oid = o.%2$snamespace AND %3$s"
                        .formatted(catalog, prefix, Look.OF_USERS.formatted("n"))
                + " WHERE NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = '%s'::regclass".formatted(catalog)
                + " AND d.objid = o.oid AND d.deptype = 'e')";
    }
}
