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
}
