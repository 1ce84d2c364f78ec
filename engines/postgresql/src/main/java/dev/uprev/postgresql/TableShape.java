package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a server knows of a table that helps to show its rows. */
final class TableShape {
    /** The columns of the primary key, else of another key without NULL. */
    private static final String KEY = """
            SELECT a.attname
            FROM (SELECT i.indrelid, i.indkey::int2[] AS columns
                  FROM pg_index AS i
                  WHERE i.indrelid = ?::regclass AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
                    AND NOT EXISTS (SELECT 1 FROM unnest(i.indkey::int2[]) AS k
                                    LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k
                                    WHERE k = 0 OR NOT a.attnotnull)
                  ORDER BY i.indisprimary DESC, i.indnatts, i.indexrelid LIMIT 1) AS found
            JOIN pg_attribute AS a ON a.attrelid = found.indrelid AND a.attnum = ANY (found.columns)
            ORDER BY a.attnum
            """;

    /** The types of the columns; labels of enums are text in every form. */
    private static final String TYPES = """
            WITH RECURSIVE base (name, type) AS (
                SELECT attname, atttypid FROM pg_attribute
                WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
                UNION ALL
                SELECT base.name, t.typbasetype FROM base JOIN pg_type AS t ON t.oid = base.type WHERE t.typtype = 'd')
            SELECT base.name, CASE t.typtype WHEN 'e' THEN 25 ELSE t.oid::int8 END AS type
            FROM base JOIN pg_type AS t ON t.oid = base.type WHERE t.typtype <> 'd'
            """;

    private TableShape() {}

    static TableKey key(Connection connection, TableData table) throws SQLException {
        List<String> columns = Sql.texts(connection, KEY, table.sqlName());
        List<Integer> fields =
                columns.stream().map(table.columnNames()::indexOf).toList();
        return fields.contains(-1) ? TableKey.NONE : new TableKey(fields);
    }

    static ValueText texts(Connection connection, TableData table) throws SQLException {
        Map<String, Long> types = new HashMap<>();
        Sql.list(connection, TYPES, row -> Map.entry(row.getString(1), row.getLong(2)), table.sqlName())
                .forEach(type -> types.put(type.getKey(), type.getValue()));
        return new ValueText(table.format(), types);
    }
}
