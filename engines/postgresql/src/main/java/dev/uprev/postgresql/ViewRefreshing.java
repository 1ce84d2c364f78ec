package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fills the materialized views of a database anew, those that others read first. */
final class ViewRefreshing {
    private static final String POPULATED = "SELECT n.nspname, c.relname FROM pg_class AS c"
            + " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind = 'm' AND c.relispopulated";

    /** By the length of the longest way down, through views of either kind. */
    private static final String IN_ORDER = """
            WITH RECURSIVE reads (view, below) AS (
                SELECT DISTINCT r.ev_class, d.refobjid FROM pg_rewrite AS r
                JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                     AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class),
            levels (view, level) AS (
                SELECT oid, 0 FROM pg_class WHERE relkind IN ('m', 'v')
                UNION SELECT reads.view, level + 1 FROM levels JOIN reads ON reads.below = levels.view)
            SELECT n.nspname, c.relname FROM levels JOIN pg_class AS c ON c.oid = view AND c.relkind = 'm'
            JOIN pg_namespace AS n ON n.oid = c.relnamespace GROUP BY 1, 2 ORDER BY max(level), 1, 2
            """;

    private ViewRefreshing() {}

    /**
     * Refreshes those that hold rows on the other side.
     *
     * @param pause asked before each
     */
    static void run(Connection from, Connection to, PauseLimit pause) throws SQLException {
        Set<String> populated = new HashSet<>(names(from, POPULATED));
        for (String view : names(to, IN_ORDER)) {
            if (populated.contains(view)) {
                pause.check();
                Sql.execute(to, "REFRESH MATERIALIZED VIEW " + view);
            }
        }
    }

    private static List<String> names(Connection connection, String query) throws SQLException {
        return Sql.list(connection, query, row -> SqlNames.qualified(row.getString(1), row.getString(2)));
    }
}
