package dev.uprev.examples.demo;

import dev.uprev.model.Instance;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A query, shown with its result as psql would show it. */
final class SqlQuery {
    private SqlQuery() {}

    /** The query after a prompt, then the result with a column for each of its own. */
    static String shown(String prompt, Instance server, String query) throws SQLException {
        List<List<String>> rows = rows(server, query);
        int columns = rows.get(0).size();
        StringBuilder text = new StringBuilder(prompt + "=# " + query + ";\n");
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(column == 0 ? "  " : " | ").append(padded(row.get(column), width(rows, column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        if (rows.size() == 1) {
            text.append("  (no rows)\n");
        }
        return text.toString();
    }

    /** The names of the columns, then the rows. */
    private static List<List<String>> rows(Instance server, String query) throws SQLException {
        try (Connection connection = SqlShop.connect(server);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            ResultSetMetaData columns = result.getMetaData();
            List<List<String>> rows = new ArrayList<>();
            rows.add(row(columns.getColumnCount(), columns::getColumnLabel));
            while (result.next()) {
                rows.add(row(columns.getColumnCount(), column -> String.valueOf(result.getString(column))));
            }
            return rows;
        }
    }

    private interface Cell {
        String at(int column) throws SQLException;
    }

    private static List<String> row(int columns, Cell cell) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
            row.add(cell.at(column));
        }
        return row;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
