package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small questions to a server. The texts of statements are constants; values go in as parameters. */
final class Sql {
    private Sql() {}

    /** Makes a value of the row that the result stands at. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows, which therefore must be few. */
    static <T> List<T> list(Connection connection, String sql, Row<T> row, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.read(rows));
                }
                return all;
            }
        }
    }

    /** Runs a statement whose result, if any, does not matter. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows. */
    static List<String> texts(Connection connection, String sql, Object... parameters) throws SQLException {
        return list(connection, sql, row -> row.getString(1), parameters);
    }

    /** The only row; a query that gives none is an error of the caller. */
    static <T> T one(Connection connection, String sql, Row<T> row, Object... parameters) throws SQLException {
        return list(connection, sql, row, parameters).get(0);
    }

    static String text(Connection connection, String sql, Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getString(1), parameters);
    }

    static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getLong(1), parameters);
    }

    static boolean flag(Connection connection, String sql, Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getBoolean(1), parameters);
    }

    /** A setting of the session; absent where this server does not know it or does not show it to this user. */
    static Optional<String> setting(Connection connection, String name) throws SQLException {
        return texts(connection, "SELECT setting FROM pg_settings WHERE name = ?", name).stream()
                .findFirst();
    }
}
