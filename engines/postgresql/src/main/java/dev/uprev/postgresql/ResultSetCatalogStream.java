package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of a catalog query, fetched in small portions. */
final class ResultSetCatalogStream implements CatalogStream {
    /** The value of a flag that is on; others are left out. */
    static final String YES = "yes";

    private static final int PORTION = 200;
    private static final int FIRST_PROPERTY = 4;

    private final Statement statement;
    private final ResultSet rows;
    private final ResultSetMetaData labels;

    private ResultSetCatalogStream(Statement statement, ResultSet rows) throws SQLException {
        this.statement = statement;
        this.rows = rows;
        this.labels = rows.getMetaData();
    }

    static CatalogStream open(Connection connection, String sql) throws SQLException {
        Statement statement = connection.createStatement();
        try {
            statement.setFetchSize(PORTION);
            return new ResultSetCatalogStream(statement, statement.executeQuery(sql));
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    @Override
    public Optional<CatalogEntry> next() throws SQLException {
        if (rows.isClosed() || !rows.next()) {
            return Optional.empty();
        }
        SortedMap<String, String> properties = new TreeMap<>();
        for (int column = FIRST_PROPERTY; column <= labels.getColumnCount(); column++) {
            boolean isFlag = labels.getColumnType(column) == Types.BIT;
            String label = labels.getColumnLabel(column);
            String value = rows.getString(column);
            if (value != null && !(isFlag && value.equals("f"))) {
                properties.put(label, isFlag ? YES : label.endsWith(PropertyLabel.SECRET) ? digest(value) : value);
            }
        }
        return Optional.of(new CatalogEntry(rows.getString(1), rows.getString(2), rows.getString(3), properties));
    }

    /** What takes the place of a value that nobody shall see. */
    private static String digest(String value) {
        return HexFormat.of().toHexDigits(Xxh64.hash(value.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
