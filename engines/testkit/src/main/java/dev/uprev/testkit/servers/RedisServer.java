package dev.uprev.testkit.servers;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A real Redis or Valkey server on 127.0.0.1 with an empty data set. Closing it ends its processes and deletes its
 * files; when Java ends, the servers that are still open are closed.
 *
 * <pre>{@code
 * try (RedisServer old = RedisServer.start("6.0");
 *         RedisServer newer = RedisServer.setup("8.0").password("s3cret").tls().start()) {
 *     old.ask("SET", "greeting", "hello");
 *     plan(old.instance(), newer.instance());
 * }
 * }</pre>
 *
 * Safe for use by several threads.
 */
public final class RedisServer implements AutoCloseable {
    private final RedisFiles files;
    private final ServerLife life;

    private RedisServer(RedisFiles files, ServerLife life) {
        this.files = files;
        this.life = life;
    }

    /**
     * Starts a server of this release, made for tests.
     *
     * @param release one of {@link #releases()}, or a pinned version such as {@code 7.0.15}
     * @throws dev.uprev.error.UpgradeException as {@link RedisSetup#start()}
     */
    public static RedisServer start(String release) {
        return setup(release).start();
    }

    /**
     * Begins a server of this release.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when its programs cannot be had
     */
    public static RedisSetup setup(String release) {
        return setup(programs(release));
    }

    /** Begins a server whose program {@code redis-server} or {@code valkey-server} is in this folder. */
    public static RedisSetup setup(Path bin) {
        return new RedisSetup(bin);
    }

    /**
     * The folder with {@code redis-server} or {@code valkey-server} of this release, for those who start a server by
     * themselves.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when it cannot be had
     */
    public static Path programs(String release) {
        RedisRelease found = RedisRelease.of(release);
        return ServerCache.standard().folder(found.distribution()).resolve(found.bin());
    }

    /** The releases that {@link #start(String)} knows, Redis before Valkey, each from old to new: {@code 2.8} first. */
    public static List<String> releases() {
        return RedisRelease.names();
    }

    static RedisServer start(RedisSetup setup) {
        try {
            RedisFiles files = RedisFiles.create(setup);
            return new RedisServer(files, ServerLife.begin(files, setup.port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the files of a Redis server", e);
        }
    }

    /** The version that the program says it has: of Valkey its own, not that of the Redis it is compatible with. */
    public Version version() {
        return files.version();
    }

    public int port() {
        return life.port();
    }

    /** How the library is told of this server; the password is a reference to a file of the server's. */
    public Instance instance() {
        return ServerAddress.instance(DatabaseEngine.REDIS, port(), files.passwordFile(), files.certificate());
    }

    /**
     * Has one command run on a connection of its own, logged in where a password is set.
     *
     * @return text or number as it is, an error with its minus sign before it, {@code (nil)} for nothing, the elements
     *     of a list one in each line
     * @throws UncheckedIOException when the server cannot be reached
     */
    public String ask(String... words) {
        try (RedisTalk talk = files.talk(port())) {
            return talk.ask(words);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + this, e);
        }
    }

    Optional<String> password() {
        return files.setup().password;
    }

    /** The folder with the programs that this server was started from. */
    public Path bin() {
        return files.setup().bin;
    }

    /** The program that this server was started from, in {@link #bin()}. */
    public Path program() {
        return files.program();
    }

    /** The folder of the data set, {@code dir} of the server. */
    public Path dataDirectory() {
        return files.data();
    }

    /** The redis.conf that the server was started with; the port is given on its command line. */
    public Path configuration() {
        return files.configuration();
    }

    /** What the server has written since it was set up. */
    public Path log() {
        return files.log();
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

    /** Shuts the server down; it saves its data set first where {@code save} is set. */
    public void stop() {
        life.stop();
    }

    /** Kills the server with all its processes, as a power cut would. */
    public void kill() {
        life.kill();
    }

    /**
     * Starts the server again on the same port with what it has on disk; stops it before where it runs.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-start-failed} with the end of its log
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
