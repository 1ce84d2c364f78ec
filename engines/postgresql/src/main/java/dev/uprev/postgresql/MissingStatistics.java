package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Tables of a server, release 18 or later, that lack planner statistics which ANALYZE would gather: of a column, of an
 * expression of an index, or of a table together with those that inherit from it. What the user may not read counts as
 * missing.
 */
final class MissingStatistics {
    /**
     * First the relations with columns of which something should be known, for the table that is to be analyzed; an
     * index has such columns where it has expressions.
     */
    private static final String QUERY = "WITH wanted (relation, part, inherited) AS ("
            + " SELECT oid, oid, false FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > 0"
            + " UNION ALL SELECT oid, oid, true FROM pg_class WHERE relkind IN ('r', 'p')"
            + " AND oid IN (SELECT inhparent FROM pg_inherits)"
            + " UNION ALL SELECT i.indrelid, i.indexrelid, false FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
            + " WHERE i.indexprs IS NOT NULL AND c.relkind = 'r' AND pg_relation_size(c.oid) > 0)"
            + " SELECT DISTINCT n.nspname, c.relname FROM wanted w JOIN pg_class c ON c.oid = w.relation"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class p ON p.oid = w.part"
            + " JOIN pg_attribute a ON a.attrelid = w.part AND a.attnum > 0 AND NOT a.attisdropped"
            + " AND a.attstattarget IS DISTINCT FROM 0 AND a.attgenerated <> 'v'"
            + " LEFT JOIN pg_index i ON i.indexrelid = w.part"
            + " LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = p.relname"
            + " AND s.attname = a.attname AND s.inherited = w.inherited"
            + " WHERE s.attname IS NULL AND (i.indexrelid IS NULL OR i.indkey[a.attnum - 1] = 0)"
            + " AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '"
            + Bookkeeping.SCHEMA + "')";

    private MissingStatistics() {}

    /** Their keys, see {@link TargetTables.Table#key}. */
    static List<String> read(Connection connection) throws SQLException {
        return Sql.list(connection, QUERY, row -> TargetTables.Table.key(row.getString(1), row.getString(2)));
    }
}
