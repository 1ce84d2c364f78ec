package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a check has found: the first few, and how many there are in all.
 *
 * @param first in the order of their names
 */
record Listing(List<String> first, long total) {
    private static final int SHOWN = 10;

    Listing {
        first = List.copyOf(first);
    }

    /** Of names that are all at hand. */
    static Listing of(List<String> all) {
        return new Listing(all.subList(0, Math.min(SHOWN, all.size())), all.size());
    }

    /** Of a query that gives one text in each row; the server sorts and counts. */
    static Listing query(Connection connection, String sql, Object... parameters) throws SQLException {
        long[] total = {0};
        List<String> first = Sql.list(
                connection,
                "SELECT name, count(*) OVER () FROM (" + sql + ") AS found(name) ORDER BY name LIMIT " + SHOWN,
                row -> {
                    total[0] = row.getLong(2);
                    return row.getString(1);
                },
                parameters);
        return new Listing(first, total[0]);
    }

    boolean isEmpty() {
        return total == 0;
    }

    /** As in {@code public.t, public.u and 17 more}. */
    @Override
    public String toString() {
        String names = String.join(", ", first);
        return total > first.size() ? names + " and " + (total - first.size()) + " more" : names;
    }
}
