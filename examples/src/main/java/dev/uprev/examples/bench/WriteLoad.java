package dev.uprev.examples.bench;

import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.spi.ServiceController;
import dev.uprev.spi.ServiceStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A service that writes rows all the time, one transaction for each, and keeps a record of what the server has
 * acknowledged. As its own platform it is stopped, pointed to another server, and started again; its pause is the time
 * between two writes on two servers.
 */
final class WriteLoad implements ServiceController, AutoCloseable {
    static final ServiceRef SERVICE = new ServiceRef("load");

    /** What {@link #differences} says of a server that has exactly what was acknowledged. */
    static final String NO_DIFFERENCE = "0 lost, 0 doubled";

    static final String TABLE = "bench_load";
    private static final String USER = "bench_app";

    private final long betweenWritesNanos;
    private final SortedSet<Long> acknowledged = new TreeSet<>();
    private final SortedSet<Long> uncertain = new TreeSet<>();
    private HostPort server;
    private Optional<Thread> writer = Optional.empty();
    private boolean stopping;
    private long lastId;
    private long lastWrite;
    private long longestGap;

    private WriteLoad(HostPort server, int writesPerSecond) {
        this.server = server;
        this.betweenWritesNanos = 1_000_000_000L / writesPerSecond;
    }

    /**
     * Begins on a server, in a table of its own and as a user without special rights; it writes at most so often, less
     * by the time that each write takes.
     */
    static WriteLoad begin(Instance server, int writesPerSecond) throws SQLException {
        try (Connection connection = connect(server.address(), "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + TABLE);
            statement.execute("CREATE TABLE " + TABLE + " (id bigint PRIMARY KEY, written timestamptz DEFAULT now())");
            statement.execute(
                    "DO $$BEGIN CREATE ROLE " + USER + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END$$");
            statement.execute("GRANT SELECT, INSERT ON " + TABLE + " TO " + USER);
        }
        WriteLoad load = new WriteLoad(server.address(), writesPerSecond);
        load.scale(SERVICE, 1);
        return load;
    }

    @Override
    public synchronized ServiceStatus status(ServiceRef service) {
        boolean running = writer.isPresent() && writer.get().isAlive();
        return new ServiceStatus(writer.isPresent() && !stopping ? 1 : 0, running ? 1 : 0);
    }

    @Override
    public synchronized void scale(ServiceRef service, int copies) {
        if (copies == 0) {
            stopping = true;
            return;
        }
        if (writer.isEmpty() || stopping) {
            stopping = false;
            Thread thread = new Thread(this::write, "bench-load");
            thread.start();
            writer = Optional.of(thread);
        }
    }

    @Override
    public synchronized void repoint(ServiceRef service, Instance instance) {
        server = instance.address();
    }

    /** Stops it and waits until it has stopped. */
    void stop() throws InterruptedException {
        scale(SERVICE, 0);
        Optional<Thread> thread;
        synchronized (this) {
            thread = writer;
        }
        if (thread.isPresent()) {
            thread.get().join();
        }
    }

    private void write() {
        while (!isStopping()) {
            try (Connection connection = connect(address(), USER);
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO " + TABLE + " (id) VALUES (?)")) {
                while (!isStopping()) {
                    long id = ++lastId;
                    insert.setLong(1, id);
                    announce(id);
                    insert.executeUpdate();
                    acknowledge(id);
                    TimeUnit.NANOSECONDS.sleep(betweenWritesNanos);
                }
            } catch (SQLException e) {
                // An application tries again; whether that row is there, nobody has told it.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized void announce(long id) {
        uncertain.add(id);
    }

    private synchronized void acknowledge(long id) {
        long now = System.nanoTime();
        longestGap = lastWrite == 0 ? 0 : Math.max(longestGap, now - lastWrite);
        lastWrite = now;
        uncertain.remove(id);
        acknowledged.add(id);
    }

    /** The longest time without an acknowledged write. */
    synchronized Duration pause() {
        return Duration.ofNanos(longestGap);
    }

    synchronized int acknowledged() {
        return acknowledged.size();
    }

    /** How many acknowledged rows a server does not have yet; all, where it does not have the table. */
    long missing(Instance there) {
        int all = acknowledged();
        try (Connection connection = connect(there.address(), "postgres");
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + TABLE)) {
            count.next();
            return all - count.getLong(1);
        } catch (SQLException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Writes something into the log of a server that is no row. */
    void nudge(Instance there) {
        try (Connection connection = connect(there.address(), "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_logical_emit_message(true, 'bench', 'nothing')");
        } catch (SQLException e) {
            throw new IllegalStateException("the source does not answer", e);
        }
    }

    /** The acknowledged rows that a server lacks, and those that it has without having been asked for them. */
    synchronized String differences(Instance there) throws SQLException {
        SortedSet<Long> found = new TreeSet<>();
        int rows = 0;
        try (Connection connection = connect(there.address(), "postgres");
                Statement statement = connection.createStatement();
                ResultSet ids = statement.executeQuery("SELECT id FROM " + TABLE)) {
            while (ids.next()) {
                rows++;
                found.add(ids.getLong(1));
            }
        }
        long lost = acknowledged.stream().filter(id -> !found.contains(id)).count();
        long foreign = found.stream()
                .filter(id -> !acknowledged.contains(id) && !uncertain.contains(id))
                .count();
        return "%d lost, %d doubled".formatted(lost, rows - found.size() + foreign);
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized HostPort address() {
        return server;
    }

    private static Connection connect(HostPort address, String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s/%s?user=%s".formatted(address, PostgresqlData.DATABASE, user));
    }

    /** Does not wait for its end. */
    @Override
    public void close() {
        scale(SERVICE, 0);
    }
}
