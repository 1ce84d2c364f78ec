package dev.uprev.examples.bench;

import dev.uprev.model.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The database that is carried, the same bytes in every run: see {@code postgresql.sql}. */
final class PostgresqlData {
    static final String DATABASE = "bench";

    private static final int MEGABYTES_OF_SCALE = 25;

    private PostgresqlData() {}

    /** Makes a database of about this size. */
    static void fill(Instance server, int megabytes) throws SQLException, IOException {
        create(server);
        int scale = Math.max(1, megabytes / MEGABYTES_OF_SCALE);
        try (Connection connection = connect(server, DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(script().replace(":scale", Integer.toString(scale)));
            statement.execute("VACUUM ANALYZE");
            statement.execute("CHECKPOINT");
        }
    }

    /** Makes an empty database. */
    static void create(Instance server) throws SQLException {
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    static long bytes(Instance server) throws SQLException {
        try (Connection connection = connect(server, DATABASE)) {
            return number(connection, "SELECT pg_database_size(current_database())");
        }
    }

    /** The number of rows of each table, of indexes and of constraints, by name. */
    static Map<String, Long> counts(Instance server) throws SQLException {
        try (Connection connection = connect(server, DATABASE)) {
            Map<String, Long> counts = new TreeMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet tables =
                            statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
                while (tables.next()) {
                    String table = tables.getString(1);
                    counts.put(table, number(connection, "SELECT count(*) FROM " + table));
                }
            }
            counts.put("(indexes)", number(connection, "SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'"));
            // From 18 on NOT NULL is a constraint in the catalog too.
            counts.put(
                    "(constraints)",
                    number(
                            connection,
                            "SELECT count(*) FROM pg_constraint"
                                    + " WHERE connamespace = 'public'::regnamespace AND contype <> 'n'"));
            counts.put(
                    "(tables with statistics)",
                    number(connection, "SELECT count(DISTINCT tablename) FROM pg_stats WHERE schemaname = 'public'"));
            return counts;
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Connection connect(Instance server, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s/%s?user=postgres".formatted(server.address(), database));
    }

    private static String script() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(PostgresqlData.class.getResourceAsStream("postgresql.sql"), "postgresql.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
