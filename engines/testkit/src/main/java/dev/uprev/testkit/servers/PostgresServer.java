package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

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
    private final PostgresCluster cluster;
    private final ServerLife life;

    private PostgresServer(PostgresCluster cluster, ServerLife life) {
        this.cluster = cluster;
        this.life = life;
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
            PostgresCluster cluster = PostgresCluster.create(setup);
            return new PostgresServer(cluster, ServerLife.begin(cluster, setup.port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the files of a PostgreSQL server", e);
        }
    }

    /** The version that the program says it has. */
    public Version version() {
        return cluster.version();
    }

    public int port() {
        return life.port();
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
        return life.logTail();
    }

    public boolean isRunning() {
        return life.isRunning();
    }

    /** The id of the server's main process, the last one it had where it is down. */
    public long pid() {
        return life.pid();
    }

    /** Shuts the server down in the fast mode: transactions are rolled back, connections closed. */
    public void stop() {
        life.stop();
    }

    /** Kills the server with all its processes, as a power cut would. It recovers at {@link #restart()}. */
    public void kill() {
        life.kill();
    }

    /**
     * Starts the server again on the same port with the same data; stops it before where it runs.
     *
     * @throws UpgradeException {@code server-start-failed} with the end of its log
     * @throws IllegalStateException when it is closed
     */
    public void restart() {
        life.restart();
    }

    /** Stops the server and deletes its files. Closing it again does nothing. */
    @Override
    public void close() {
        life.close();
    }

    @Override
    public String toString() {
        return life.toString();
    }
}
