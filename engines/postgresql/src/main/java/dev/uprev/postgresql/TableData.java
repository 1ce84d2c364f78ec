package dev.uprev.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.uprev.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data of one table: how they are copied out of a server and into another, and how their rows are told apart. The
 * same descriptor serves both sides, so that both give and take the same bytes. Immutable.
 *
 * @param columns those that hold data, in their order; neither generated nor dropped ones; may be none
 * @param format the form of the rows
 * @param encoding what text is encoded in, as the source's database is
 * @param filter condition that the rows meet; empty for all rows. Tables of extensions have one: the other rows come
 *     with the extension
 */
record TableData(
        String database,
        String schema,
        String table,
        List<TableColumn> columns,
        CopyFormat format,
        String encoding,
        String filter) {
    /** The kind of an archive's items that hold rows. */
    static final String KIND = "table-data";

    /** Key of an item's metadata: the name of the database. */
    static final String DATABASE = "database";

    /** Key of an item's metadata: the digest of its rows, see {@link RowDigest}. */
    static final String DIGEST = "digest";

    /** Key of an item's metadata: how many parts the table was dumped in. */
    static final String PARTS = "parts";

    private static final String UTF8 = "UTF8";
    private static final TypeReference<List<TableColumn>> COLUMNS = new TypeReference<>() {};

    TableData {
        columns = List.copyOf(columns);
    }

    /** The table with its schema, for SQL. */
    String sqlName() {
        return SqlNames.qualified(schema, table);
    }

    /** The name of an archive's items with this table's rows. */
    String itemName() {
        return itemName(database, schema, table);
    }

    static String itemName(String database, String schema, String table) {
        return database + "/" + SqlNames.qualified(schema, table);
    }

    /** The same data for another table with the same columns. */
    TableData renamed(String otherSchema, String otherTable) {
        return new TableData(database, otherSchema, otherTable, columns, format, encoding, filter);
    }

    /** For people: {@code shop.public.orders}. */
    String label() {
        return database + "." + schema + "." + table;
    }

    /** The statement that gives the rows; those of child tables are not among them. */
    String copyOut(TablePart part) {
        if (part instanceof TablePart.Whole && filter.isEmpty()) {
            return "COPY " + sqlName() + columnList() + " TO STDOUT" + options("");
        }
        return "COPY (" + select(part) + ") TO STDOUT" + options("");
    }

    /** The statement that takes the rows. */
    String copyIn() {
        return "COPY " + sqlName() + columnList() + " FROM STDIN" + options("");
    }

    /**
     * The same for a table that was created or truncated in the same transaction: its rows are then written as if they
     * had always been there, which spares the table a rewrite by a later vacuum.
     */
    String copyInFrozen() {
        return "COPY " + sqlName() + columnList() + " FROM STDIN" + options("FREEZE");
    }

    /** The query that gives the rows. */
    String select(TablePart part) {
        String conditions = Stream.of(part.condition(), filter)
                .filter(condition -> !condition.isEmpty())
                .map(condition -> "(" + condition + ")")
                .collect(Collectors.joining(" AND "));
        return "SELECT " + SqlNames.identifiers(columnNames()) + " FROM ONLY " + sqlName()
                + (conditions.isEmpty() ? "" : " WHERE " + conditions);
    }

    List<String> columnNames() {
        return columns.stream().map(TableColumn::name).toList();
    }

    /** Without columns there is no way to write the list, and none is needed. */
    private String columnList() {
        return columns.isEmpty() ? "" : " (" + SqlNames.identifiers(columnNames()) + ")";
    }

    private String options(String more) {
        SortedMap<String, String> options = new TreeMap<>();
        if (format == CopyFormat.BINARY) {
            options.put("FORMAT", "'" + format + "'");
        } else if (!encoding.equals(UTF8)) {
            // The bytes as they are: what no encoding explains, as in SQL_ASCII, must go over as well.
            options.put("ENCODING", SqlNames.literal(encoding));
        }
        if (!more.isEmpty()) {
            options.put(more, "true");
        }
        return options.isEmpty()
                ? ""
                : options.entrySet().stream()
                        .map(option -> option.getKey() + " " + option.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** A new digest for rows of this table. */
    RowDigest newDigest() {
        if (format == CopyFormat.BINARY) {
            return new BinaryRowDigest();
        }
        boolean plain = columns.stream().allMatch(column -> column.floats() == FloatText.NONE);
        return plain
                ? new LineDigest()
                : new FloatLineDigest(columns.stream().map(TableColumn::floats).toList());
    }

    /** This descriptor as metadata of an archive's item. */
    SortedMap<String, String> metadata() {
        return new TreeMap<>(Map.of(
                DATABASE,
                database,
                "schema",
                schema,
                "table",
                table,
                "columns",
                Json.write(columns),
                "format",
                format.toString(),
                "encoding",
                encoding,
                "filter",
                filter));
    }

    /**
     * Reads what {@link #metadata} has written; other keys are passed over.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static TableData of(Map<String, String> metadata) {
        try {
            return new TableData(
                    value(metadata, DATABASE),
                    value(metadata, "schema"),
                    value(metadata, "table"),
                    Json.mapper().readValue(value(metadata, "columns"), COLUMNS),
                    CopyFormat.valueOf(value(metadata, "format").toUpperCase(Locale.ROOT)),
                    value(metadata, "encoding"),
                    value(metadata, "filter"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the columns of a table cannot be read", e);
        }
    }

    private static String value(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the metadata of table data have no " + key);
        }
        return value;
    }
}
