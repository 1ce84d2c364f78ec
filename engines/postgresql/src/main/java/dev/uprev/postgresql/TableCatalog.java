package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of a database that hold rows of users: ordinary ones, partitions, child tables, unlogged ones. Not
 * partitioned tables themselves, whose rows are in their partitions, nor foreign tables, nor tables that belong to an
 * extension, except for the rows that the extension leaves to users.
 */
final class TableCatalog {
    /** Tables of users; the last column is the filter of an extension's table. */
    private static final String SOME = """
             FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
             LEFT JOIN (SELECT unnest(extconfig) AS oid, unnest(extcondition) AS filter FROM pg_extension) AS x
                  ON x.oid = c.oid
            WHERE c.relkind = 'r' AND c.relpersistence %s AND n.nspname !~ '^pg_'
              AND n.nspname <> 'information_schema'
              AND (x.oid IS NOT NULL OR NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass
                   AND d.objid = c.oid AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'))
            """;

    /** On a standby, unlogged tables cannot be read. */
    private static final String READABLE =
            SOME.formatted("<> 't' AND NOT (pg_is_in_recovery() AND c.relpersistence = 'u')");

    private static final String UNREADABLE =
            "SELECT n.nspname, c.relname" + SOME.formatted("= 'u' AND pg_is_in_recovery()") + " ORDER BY c.oid";

    private static final String NAMES = "SELECT n.nspname, c.relname" + READABLE + " ORDER BY c.oid";

    private static final String TABLES = "SELECT c.oid, n.nspname, c.relname, coalesce(x.filter, '') AS filter,"
            + " c.relpersistence = 'p' AS logged,"
            + " coalesce(pg_table_size(c.oid), 0) AS bytes,"
            + " coalesce(pg_relation_size(c.oid), 0) / current_setting('block_size')::int8 AS pages" + READABLE
            + " ORDER BY c.oid";

    private static final String COLUMNS = "SELECT a.attrelid, a.attname, a.atttypid FROM pg_attribute AS a"
            + " WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (SELECT c.oid" + READABLE + ")";

    private static final Pattern WHERE = Pattern.compile("^\\s*WHERE\\s+", Pattern.CASE_INSENSITIVE);

    private record Column(long table, String name, long type) {}

    private final Connection connection;
    private final ServerVersion version;
    private final String database;
    private final String encoding;
    private final boolean integerDatetimes;

    /** Of the database that the connection is to; what it sees is that of the connection's transaction. */
    TableCatalog(Connection connection, ServerVersion version, String database) throws SQLException {
        this.connection = connection;
        this.version = version;
        this.database = database;
        this.encoding = Sql.text(
                connection, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()");
        this.integerDatetimes =
                Sql.setting(connection, "integer_datetimes").orElse("on").equals("on");
    }

    /** Their names as in SQL. */
    static List<String> names(Connection connection) throws SQLException {
        return Sql.list(connection, NAMES, row -> SqlNames.qualified(row.getString(1), row.getString(2)));
    }

    List<SourceTable> read() throws SQLException {
        Map<Long, List<Column>> columns = columns();
        Set<Long> used = new HashSet<>();
        columns.values().forEach(some -> some.forEach(column -> used.add(column.type())));
        PgTypes types = PgTypes.read(connection, used);
        BinarySafety safety = new BinarySafety(types, encoding, integerDatetimes);
        FloatTexts floats = new FloatTexts(types);
        return Sql.list(connection, TABLES, row -> {
            List<Column> its = columns.getOrDefault(row.getLong("oid"), List.of());
            TableData data = data(
                    row.getString("nspname"),
                    row.getString("relname"),
                    its,
                    filter(row.getString("filter")),
                    safety,
                    floats);
            return new SourceTable(
                    row.getLong("oid"), data, row.getLong("bytes"), row.getLong("pages"), row.getBoolean("logged"));
        });
    }

    /** Names of tables whose rows this server cannot give. */
    List<String> unreadable() throws SQLException {
        return Sql.list(connection, UNREADABLE, row -> database + "." + row.getString(1) + "." + row.getString(2));
    }

    private Map<Long, List<Column>> columns() throws SQLException {
        String stored = version.isAtLeast(120000) ? " AND a.attgenerated = ''" : "";
        List<Column> all = Sql.list(
                connection,
                COLUMNS + stored + " ORDER BY a.attrelid, a.attnum",
                row -> new Column(row.getLong(1), row.getString(2), row.getLong(3)));
        Map<Long, List<Column>> byTable = new HashMap<>();
        all.forEach(column -> byTable.computeIfAbsent(column.table(), table -> new ArrayList<>())
                .add(column));
        return byTable;
    }

    private TableData data(
            String schema, String table, List<Column> columns, String filter, BinarySafety safety, FloatTexts floats) {
        boolean binary = columns.stream().allMatch(column -> safety.isSafe(column.type()));
        boolean sameFloats = binary || version.isAtLeast(120000);
        return new TableData(
                database,
                schema,
                table,
                columns.stream()
                        .map(column ->
                                new TableColumn(column.name(), sameFloats ? FloatText.NONE : floats.of(column.type())))
                        .collect(Collectors.toList()),
                binary ? CopyFormat.BINARY : CopyFormat.TEXT,
                encoding,
                filter);
    }

    /** Extensions give the condition with the word WHERE. */
    private static String filter(String condition) {
        return WHERE.matcher(condition).replaceFirst("").strip();
    }
}
