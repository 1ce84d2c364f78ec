package dev.uprev.postgresql;

import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A small shop, and sums of it that psql computes: nothing of ours is between the servers and what is compared. */
final class ShopData {
    static final String DATABASE = "shop";

    private ShopData() {}

    /**
     * Makes the shop.
     *
     * @param orders how many; 100,000 are about 30 MB
     */
    static void create(PostgresServer server, int orders) throws SQLException {
        execute(server, "postgres", "CREATE ROLE shopkeeper LOGIN", "CREATE DATABASE shop OWNER shopkeeper");
        execute(
                server,
                DATABASE,
                "CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO customers SELECT i, 'customer ' || i FROM generate_series(1, 1000) i",
                "CREATE TABLE orders (id bigserial PRIMARY KEY, customer int REFERENCES customers, total numeric(12,2),"
                        + " placed timestamptz, note text)",
                "INSERT INTO orders (customer, total, placed, note) SELECT 1 + i % 1000, i / 7.0,"
                        + " '2020-01-01'::timestamptz + i * interval '1 minute', repeat(md5(i::text), 6)"
                        + " FROM generate_series(1, " + orders + ") i",
                "CREATE INDEX orders_placed ON orders (placed)",
                "CREATE VIEW totals AS SELECT customer, sum(total) FROM orders GROUP BY customer",
                "SELECT lo_from_bytea(90000 + i, decode(repeat('c0ffee', 5000), 'hex')) FROM generate_series(1, 5) i");
    }

    static void execute(PostgresServer server, String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Counts and sums over everything in the shop, by psql. */
    static String sums(PostgresServer server) throws IOException, InterruptedException {
        return psql(
                server,
                DATABASE,
                "SELECT count(*), sum(hashtext(o::text)::bigint), max(id) FROM orders o;"
                        + " SELECT count(*), sum(hashtext(c::text)::bigint) FROM customers c;"
                        + " SELECT last_value, is_called FROM orders_id_seq;"
                        + " SELECT count(*), sum(sum) FROM totals;"
                        + " SELECT count(*), sum(length(lo_get(oid))) FROM pg_largeobject_metadata;"
                        + " SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'orders'::regclass ORDER BY 1;"
                        + " SELECT conname, convalidated FROM pg_constraint WHERE contype IN ('f', 'p')"
                        + " AND connamespace = 'public'::regnamespace ORDER BY 1;");
    }

    static String psql(PostgresServer server, String database, String sql) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                PostgresTools.bin(15, "psql").resolve("psql").toString(), "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1"));
        command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(server.port()), "-U", "postgres"));
        command.addAll(List.of("-d", database, "-c", "SET timezone = 'UTC'; " + sql));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("psql: " + output);
        }
        return output;
    }
}
