package dev.uprev.examples.demo;

import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** The database of the demo: see {@code shop.sql}. */
final class Shop {
    static final String DATABASE = "shop";

    /** Who its services log in as. */
    static final String SERVICES_USER = "shop_app";

    /** The tables and about how many rows they have. */
    static final String TABLES = "SELECT relname AS table, reltuples::bigint AS rows FROM pg_class"
            + " WHERE relnamespace = 'shop'::regnamespace AND relkind = 'r' ORDER BY rows DESC";

    /** The services that are connected. */
    static final String CLIENTS = "SELECT application_name AS service, count(*) AS copies FROM pg_stat_activity"
            + " WHERE usename = 'shop_app' GROUP BY 1 ORDER BY 1";

    /** A digest of all large objects. */
    static final String PHOTOS = "SELECT count(*) AS photos, md5(string_agg(lo_get(photo), '' ORDER BY id))"
            + " FROM shop.products WHERE photo IS NOT NULL";

    private static final String ADMINISTRATOR = "postgres";

    private Shop() {}

    /** Makes the database with about this number of rows. */
    static void fill(Instance server, int rows) throws SQLException, IOException {
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(script().replace(":rows", Integer.toString(rows)));
            statement.execute("VACUUM ANALYZE");
        }
    }

    static Connection connect(Instance server) throws SQLException {
        return connect(server, DATABASE);
    }

    private static Connection connect(Instance server, String database) throws SQLException {
        HostPort address = server.address();
        return DriverManager.getConnection(
                "jdbc:postgresql://%s/%s?user=%s".formatted(address, database, ADMINISTRATOR));
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(Shop.class.getResourceAsStream("shop.sql"), "shop.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
