package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL server on 127.0.0.1, with a cluster of its own and superuser {@code postgres}. Closing it ends its
 * processes and deletes its files; when Java ends, the servers that are still open are closed.
 *
 * <pre>{@code
 * try (PostgresServer old = PostgresServer.start("13");
 *         PostgresServer newer = PostgresServer.setup("18").password("s3cret").tls().start()) {
 *     DriverManager.getConnection(old.jdbcUrl("postgres"));
 *     plan(old.instance(), newer.instance());
 * }
 * }</pre>
 *
 * Safe for use by several threads.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int PORTS_TRIED = 5;
    private static final int TAIL_LINES = 30;

    private final PostgresCluster cluster;
    private int port;
    private Optional<ServerProcess> process = Optional.empty();
    private boolean closed;

    private PostgresServer(PostgresCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts a server of this version, made for tests.
     *
     * @param version a release line such as {@code 9.6} or {@code 15}, or one of the pinned versions exactly
     * @throws UpgradeException as {@link PostgresSetup#start()}
     */
    public static PostgresServer start(String version) {
        return setup(version).start();
    }

    /**
     * Begins a server of this version.
     *
     * @throws UpgradeException {@code server-unavailable} when its programs cannot be had
     */
    public static PostgresSetup setup(String version) {
        return setup(programs(version));
    }

    /**
     * The folder with {@code initdb}, {@code pg_ctl} and {@code postgres} of this version, for those who start a server
     * by themselves.
     *
     * @throws UpgradeException {@code server-unavailable} when they cannot be had
     */
    public static Path programs(String version) {
        return ServerCache.standard().folder(PostgresRelease.of(version)).resolve("bin");
    }

    /** What has to stand before a command of these programs, which refuse to run as root: words, or none at all. */
    public static List<String> launcher() {
        return ServerAccount.current().command(List.of());
    }

    /** Begins a server whose programs {@code initdb} and {@code postgres} are in this folder. */
    public static PostgresSetup setup(Path bin) {
        return new PostgresSetup(bin);
    }

    /** The newest version that {@link #start(String)} knows. */
    public static String newest() {
        return PostgresRelease.newest().toString();
    }

    static PostgresServer start(PostgresSetup setup) {
        try {
            PostgresServer server = new PostgresServer(PostgresCluster.create(setup));
            RunningServers.add(server);
            try {
                server.startOnFreePort(setup);
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the files of a PostgreSQL server", e);
        }
    }

    private synchronized void startOnFreePort(PostgresSetup setup) {
        for (int attempt = 1; ; attempt++) {
            port = setup.port.orElseGet(FreePort::find);
            try {
                launch();
                return;
            } catch (UpgradeException e) {
                boolean taken = logTail().contains("Address already in use");
                if (!taken || setup.port.isPresent() || attempt == PORTS_TRIED) {
                    throw e;
                }
            }
        }
    }

    private void launch() {
        ServerProcess started = cluster.launch(port);
        process = Optional.of(started);
        if (!started.awaitReady(() -> PostgresPing.answers(port), START_LIMIT)) {
            boolean ended = !started.isAlive();
            started.kill();
            throw UpgradeException.failed("server-start-failed", this + " has not started")
                    .seen(logTail())
                    .why(ended ? "it ended by itself" : "it took no connection for " + START_LIMIT.toSeconds() + " s")
                    .fix("see the end of its log, which is quoted here");
        }
    }

    /** The version that the program says it has. */
    public Version version() {
        return cluster.version();
    }

    public synchronized int port() {
        return port;
    }

    /** How the library is told of this server; the password is a reference to a file of the server's. */
    public Instance instance() {
        return PostgresAddress.instance(cluster, port());
    }

    /** The address of a database for JDBC, with the user and what TLS needs, without the password. */
    public String jdbcUrl(String database) {
        return PostgresAddress.jdbcUrl(cluster, port(), database);
    }

    /** The folder with the programs that this server was started from. */
    public Path bin() {
        return cluster.setup().bin;
    }

    public Path dataDirectory() {
        return cluster.data();
    }

    /** What the server has written since it was set up. */
    public Path log() {
        return cluster.log();
    }

    /** The last lines of the log. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    public synchronized boolean isRunning() {
        return process.filter(ServerProcess::isAlive).isPresent();
    }

    /** The id of the server's main process, the last one it had where it is down. */
    public synchronized long pid() {
        return process.orElseThrow(() -> new IllegalStateException("never started"))
                .pid();
    }

    /** Shuts the server down in the fast mode: transactions are rolled back, connections closed. */
    public synchronized void stop() {
        process.ifPresent(running -> running.stop("INT", STOP_LIMIT));
    }

    /** Kills the server with all its processes, as a power cut would. It recovers at {@link #restart()}. */
    public synchronized void kill() {
        process.ifPresent(ServerProcess::kill);
    }

    /**
     * Starts the server again on the same port with the same data; stops it before where it runs.
     *
     * @throws UpgradeException {@code server-start-failed} with the end of its log
     * @throws IllegalStateException when it is closed
     */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException(this + " is closed and its files are gone");
        }
        stop();
        launch();
    }

    /** Stops the server and deletes its files. Closing it again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        RunningServers.remove(this);
        stop();
        try {
            cluster.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version() + " at 127.0.0.1:" + port();
    }
}
