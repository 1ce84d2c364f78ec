package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds to the entries of sequences what only the sequences themselves know: where they are, and before version 10 their
 * parameters too.
 */
final class SequenceStream implements CatalogStream {
    /** Labels of properties. */
    static final String LAST_VALUE = "last value";

    static final String CALLED = "called";

    /** One query asks for so many; each is a lock on the server. */
    private static final int PORTION = 50;

    private static final int FIRST_WITH_CATALOG = 100_000;
    private static final String OWN_PARAMETERS = "start_value::text AS start, increment_by::text AS increment,"
            + " min_value::text AS minimum, max_value::text AS maximum, cache_value::text AS cache,"
            + " CASE WHEN is_cycled THEN 'yes' END AS cycle, ";

    private final CatalogStream sequences;
    private final Connection connection;
    private final String columns;
    private final ArrayDeque<CatalogEntry> ready = new ArrayDeque<>();

    SequenceStream(CatalogStream sequences, Connection connection, ServerVersion version) {
        this.sequences = sequences;
        this.connection = connection;
        this.columns = (version.isAtLeast(FIRST_WITH_CATALOG) ? "" : OWN_PARAMETERS)
                + "last_value::text AS \"" + LAST_VALUE + "\", CASE WHEN is_called THEN '" + ResultSetCatalogStream.YES
                + "' END AS " + CALLED;
    }

    @Override
    public Optional<CatalogEntry> next() throws SQLException {
        if (ready.isEmpty()) {
            fill();
        }
        return Optional.ofNullable(ready.poll());
    }

    private void fill() throws SQLException {
        List<CatalogEntry> portion = portion();
        if (portion.isEmpty()) {
            return;
        }
        List<String> selects = new ArrayList<>();
        for (CatalogEntry entry : portion) {
            String name = SqlNames.qualified(entry.schema(), entry.name());
            selects.add("SELECT " + selects.size() + " AS at, " + columns + " FROM " + name);
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.join(" UNION ALL ", selects) + " ORDER BY at")) {
            while (rows.next()) {
                ready.add(with(portion.get(rows.getInt(1)), rows));
            }
        }
    }

    private List<CatalogEntry> portion() throws SQLException {
        List<CatalogEntry> portion = new ArrayList<>();
        while (portion.size() < PORTION) {
            Optional<CatalogEntry> entry = sequences.next();
            if (entry.isEmpty()) {
                break;
            }
            portion.add(entry.get());
        }
        return portion;
    }

    private static CatalogEntry with(CatalogEntry entry, ResultSet row) throws SQLException {
        SortedMap<String, String> properties = new TreeMap<>(entry.properties());
        ResultSetMetaData labels = row.getMetaData();
        for (int column = 2; column <= labels.getColumnCount(); column++) {
            String value = row.getString(column);
            if (value != null) {
                properties.put(labels.getColumnLabel(column), value);
            }
        }
        return new CatalogEntry(entry.schema(), entry.name(), entry.part(), properties);
    }

    @Override
    public void close() throws SQLException {
        sequences.close();
    }
}
