package dev.uprev.postgresql;

import dev.uprev.model.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Divides tables by a primary key that is one integer and in whose order the rows lie, as the statistics of the table
 * say; else the server would read the pages in disorder. Without statistics a table is not divided.
 */
final class IntegerKeyRanges implements ChunkPlanner.KeyRanges {
    /** The first column of the primary key, how far the rows follow it, and values that divide them equally. */
    private static final String SQL = """
            SELECT a.attname, s.correlation, array_to_string(s.histogram_bounds, ',') AS bounds
            FROM pg_index AS i
            JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            JOIN pg_class AS c ON c.oid = i.indrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
                 AND NOT s.inherited
            WHERE i.indrelid = ?::int8::oid AND i.indisprimary AND i.indisvalid AND a.atttypid IN (20, 21, 23)
              AND s.histogram_bounds IS NOT NULL
            """;

    private static final double IN_ORDER = 0.9;

    private final Connection connection;
    private final Side side;

    IntegerKeyRanges(Connection connection, Side side) {
        this.connection = connection;
        this.side = side;
    }

    private record Key(String column, double correlation, List<Long> bounds) {}

    @Override
    public List<TablePart> divide(SourceTable table, int parts) {
        try {
            Optional<Key> key = Sql.list(
                            connection,
                            SQL,
                            row -> new Key(
                                    row.getString("attname"),
                                    row.getDouble("correlation"),
                                    numbers(row.getString("bounds"))),
                            table.oid())
                    .stream()
                    .filter(found -> Math.abs(found.correlation()) >= IN_ORDER)
                    .findFirst();
            return key.map(found -> ranges(found.column(), found.bounds(), parts))
                    .orElse(List.of());
        } catch (SQLException e) {
            throw PgErrors.explain(side, e);
        }
    }

    /** The bounds of the histogram divide the rows equally; as many of them are taken as parts are wanted. */
    static List<TablePart> ranges(String column, List<Long> bounds, int parts) {
        int buckets = bounds.size() - 1;
        int count = Math.min(parts, buckets);
        List<TablePart> ranges = new ArrayList<>();
        OptionalLong from = OptionalLong.empty();
        for (int i = 1; i <= count; i++) {
            OptionalLong end = i == count ? OptionalLong.empty() : OptionalLong.of(bounds.get(buckets * i / count));
            if (end.isEmpty() || !end.equals(from)) {
                ranges.add(new TablePart.Keys(column, from, end));
            }
            from = end;
        }
        return ranges.size() < 2 ? List.of() : ranges;
    }

    private static List<Long> numbers(String joined) {
        return List.of(joined.split(",")).stream().map(Long::valueOf).toList();
    }
}
