package dev.uprev.postgresql;

import dev.uprev.testkit.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Applications that write to a shop and keep a ledger of what was acknowledged: each of them inserts orders with a
 * number of its own, and changes and deletes others. They end when a write fails, or when they are told to.
 */
final class WriteLoad implements AutoCloseable {
    static final String ROLE = "shopkeeper";

    /** Numbers of one load do not meet those of another. */
    private static final AtomicInteger LOADS = new AtomicInteger();

    /** At most. */
    private static final int APPLICATIONS = 8;

    private static final int NUMBERS_OF_EACH = 10_000_000;

    private final int first = LOADS.getAndIncrement() * NUMBERS_OF_EACH;
    private final PostgresServer server;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private volatile boolean stopped;

    private WriteLoad(PostgresServer server, int applications) {
        this.server = server;
        for (int i = 0; i < applications; i++) {
            int application = i;
            Thread thread = new Thread(() -> write(application), "load-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    /** Makes what is written to. */
    static void prepare(PostgresServer server) throws SQLException {
        ShopData.execute(
                server,
                ShopData.DATABASE,
                "CREATE TABLE ledger (number int PRIMARY KEY, note text, changes int NOT NULL DEFAULT 0)",
                "CREATE TABLE log (line text)",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ledger, log, orders TO " + ROLE,
                "GRANT USAGE ON SEQUENCE orders_id_seq TO " + ROLE);
    }

    static WriteLoad on(PostgresServer server, int applications) {
        return new WriteLoad(server, applications);
    }

    private void write(int application) {
        String url = server.jdbcUrl(ShopData.DATABASE).replace("user=postgres", "user=" + ROLE);
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement(
                        "WITH o AS (INSERT INTO orders (customer, total, note) VALUES (1, 1, 'load')),"
                                + " l AS (INSERT INTO log VALUES ('line'))"
                                + " INSERT INTO ledger (number, note) VALUES (?, repeat('x', 200))");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE ledger SET changes = changes + 1 WHERE number = ?")) {
            for (int i = 0; !stopped; i++) {
                int number = first + i * APPLICATIONS + application;
                insert.setInt(1, number);
                insert.executeUpdate();
                acknowledged.add(number);
                update.setInt(1, first + (i / 2) * APPLICATIONS + application);
                update.executeUpdate();
                Thread.sleep(2);
            }
        } catch (SQLException | InterruptedException e) {
            // The fence, or the end of the test.
        }
    }

    boolean isAlive() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** What was acknowledged. */
    Set<Integer> acknowledged() {
        return acknowledged;
    }

    /** Those of them that a server has not. */
    Set<Integer> lostOn(PostgresServer other) throws Exception {
        Set<Integer> lost = new TreeSet<>(acknowledged);
        ShopData.psql(other, ShopData.DATABASE, "SELECT number FROM ledger")
                .lines()
                .filter(line -> line.matches("\\d+"))
                .map(Integer::parseInt)
                .forEach(lost::remove);
        return lost;
    }

    @Override
    public void close() {
        stop();
    }
}
