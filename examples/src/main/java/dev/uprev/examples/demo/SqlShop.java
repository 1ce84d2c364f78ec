package dev.uprev.examples.demo;

import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The shop on PostgreSQL: see {@code shop.sql}. */
final class SqlShop implements Shop {
    static final String DATABASE = "shop";

    /** Who its services log in as. */
    static final String SERVICES_USER = "shop_app";

    private static final String ADMINISTRATOR = "postgres";

    private static final Map<Look, String> QUERIES = Map.of(
            Look.DATA,
            "SELECT relname AS table, reltuples::bigint AS rows FROM pg_class"
                    + " WHERE relnamespace = 'shop'::regnamespace AND relkind = 'r' ORDER BY rows DESC",
            Look.CLIENTS,
            "SELECT application_name AS service, count(*) AS copies FROM pg_stat_activity"
                    + " WHERE usename = 'shop_app' GROUP BY 1 ORDER BY 1",
            Look.VERSION,
            "SHOW server_version",
            Look.DETAILS, // a digest of all large objects
            "SELECT count(*) AS photos, md5(string_agg(lo_get(photo), '' ORDER BY id))"
                    + " FROM shop.products WHERE photo IS NOT NULL");

    /** How many of some writes are there. */
    private static final Map<String, String> FOUND = Map.of(
            "orders",
            "SELECT count(*) FROM unnest(?) acknowledged JOIN shop.orders ON orders.id = acknowledged",
            "payments",
            "SELECT count(*) FROM unnest(?) acknowledged JOIN shop.payments ON payments.invoice = acknowledged");

    @Override
    public void fill(Instance server, int records) throws SQLException, IOException {
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(script().replace(":rows", Integer.toString(records)));
            statement.execute("VACUUM ANALYZE");
        }
    }

    @Override
    public List<ShopProgram> programs() {
        return List.of(
                new ShopProgram("orders", SqlOrders.class, 2), new ShopProgram("payments", SqlPayments.class, 1));
    }

    @Override
    public String shown(String prompt, Instance server, Look look) throws SQLException {
        return SqlQuery.shown(prompt, server, Objects.requireNonNull(QUERIES.get(look)));
    }

    @Override
    public long found(String kind, List<Long> ids, Instance server) throws SQLException {
        try (Connection connection = connect(server);
                PreparedStatement statement = connection.prepareStatement(Objects.requireNonNull(FOUND.get(kind)))) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (ResultSet count = statement.executeQuery()) {
                count.next();
                return count.getLong(1);
            }
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
        try (InputStream in = Objects.requireNonNull(SqlShop.class.getResourceAsStream("shop.sql"), "shop.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
