package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables that a database of the target has after its schema was restored. */
final class TargetTables {
    /**
     * A relation that data or statistics go to.
     *
     * @param oid by which this server knows it
     * @param kind as in {@code pg_class.relkind}
     * @param isPartition whether a partitioned table that is analyzed covers it
     * @param hasChildren whether other tables inherit from it, or are its partitions
     * @param root the table that its rows must go through, because this server may choose another partition for them
     *     than the source did; absent where they go to the table itself
     */
    record Table(
            long oid,
            String schema,
            String name,
            char kind,
            boolean isPartition,
            boolean hasChildren,
            Optional<Root> root) {
        /** Whether it has rows of its own. */
        boolean hasRows() {
            return kind == 'r';
        }

        /** Whether all that ANALYZE would look at is in the table itself, as the dump has its rows. */
        boolean standsAlone() {
            return hasRows() && !hasChildren && root.isEmpty();
        }

        String key() {
            return key(schema, name);
        }

        /** As the headings of pg_restore's scripts can say it, where a line break is a blank. */
        static String key(String schema, String name) {
            return (schema + "." + name).replaceAll("[\r\n]", " ");
        }
    }

    /** The topmost table of partitions. */
    record Root(String schema, String name) {}

    /**
     * Hash partitions by an enum: hashes of its values depend on their OIDs, which differ from server to server. See
     * {@code --load-via-partition-root} of pg_dump.
     */
    private static final String QUERY = "WITH RECURSIVE up (leaf, at, level) AS ("
            + " SELECT oid, oid, 0 FROM pg_class WHERE relispartition AND relkind = 'r'"
            + " UNION ALL SELECT leaf, inhparent, level + 1 FROM up JOIN pg_inherits ON inhrelid = at),"
            + " unsafe (leaf, root) AS (SELECT DISTINCT ON (leaf) leaf, at FROM up WHERE EXISTS (SELECT 1 FROM up u"
            + " JOIN pg_partitioned_table p ON p.partrelid = u.at AND p.partstrat = 'h'"
            + " JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs)"
            + " JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON b.oid = t.typbasetype"
            + " WHERE u.leaf = up.leaf AND (t.typtype = 'e' OR b.typtype = 'e')) ORDER BY leaf, level DESC)"
            + " SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition,"
            + " EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid), rn.nspname, rc.relname"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN unsafe u ON u.leaf = c.oid"
            + " LEFT JOIN pg_class rc ON rc.oid = u.root LEFT JOIN pg_namespace rn ON rn.oid = rc.relnamespace"
            + " WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'"
            + " AND n.nspname NOT IN ('information_schema', '" + Bookkeeping.SCHEMA + "')";

    private TargetTables() {}

    static List<Table> read(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                tables.add(new Table(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4).charAt(0),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getString(7) == null
                                ? Optional.empty()
                                : Optional.of(new Root(row.getString(7), row.getString(8)))));
            }
        }
        return tables;
    }
}
