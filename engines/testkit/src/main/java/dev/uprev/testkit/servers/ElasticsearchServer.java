package dev.uprev.testkit.servers;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real Elasticsearch or OpenSearch server on 127.0.0.1, empty unless it is given data. Closing it ends its processes
 * and deletes its files; when Java ends, the servers that are still open are closed.
 *
 * <pre>{@code
 * try (ElasticsearchServer old = ElasticsearchServer.start("6.8");
 *         ElasticsearchServer newer = ElasticsearchServer.setup("8.19").password("s3cret").tls().start()) {
 *     old.ask("PUT", "/books/_doc/1?refresh=true", "{\"title\": \"Dune\"}");
 *     plan(old.instance(), newer.instance());
 * }
 * }</pre>
 *
 * Safe for use by several threads.
 */
public final class ElasticsearchServer implements AutoCloseable {
    /** The user who may do everything, where there is a password. */
    public static final String USER = "uprev";

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final ElasticsearchFiles files;
    private final ServerLife life;
    private final ElasticsearchTalk talk;

    private ElasticsearchServer(ElasticsearchFiles files, ServerLife life) {
        this.files = files;
        this.life = life;
        this.talk = files.talk(life.port());
    }

    /**
     * Starts a server of this release, made for tests.
     *
     * @param release one of {@link #releases()}, or a pinned version such as {@code 7.17.29}
     * @throws dev.uprev.error.UpgradeException as {@link ElasticsearchSetup#start()}
     */
    public static ElasticsearchServer start(String release) {
        return setup(release).start();
    }

    /**
     * Begins a server of this release.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when its programs cannot be had, and
     *     {@code java-unavailable} when the Java is not installed that they are completed with
     */
    public static ElasticsearchSetup setup(String release) {
        return setup(programs(release));
    }

    /** Begins a server whose folders {@code lib} and {@code modules} are in this folder. */
    public static ElasticsearchSetup setup(Path home) {
        return new ElasticsearchSetup(home);
    }

    /**
     * The folder with the programs of this release, for those who start a server by themselves.
     *
     * @throws dev.uprev.error.UpgradeException as {@link #setup(String)}
     */
    public static Path programs(String release) {
        return ServerCache.standard().folder(ElasticsearchRelease.of(release).distribution());
    }

    /** What has to stand before a command of these programs, which refuse to run as root: words, or none at all. */
    public static List<String> launcher() {
        return ServerAccount.current().command(List.of());
    }

    /**
     * The releases that {@link #start(String)} knows, Elasticsearch before OpenSearch, each from old to new:
     * {@code 5.6} first.
     */
    public static List<String> releases() {
        return ElasticsearchRelease.names();
    }

    static ElasticsearchServer start(ElasticsearchSetup setup) {
        try {
            ElasticsearchFiles files = ElasticsearchFiles.create(setup);
            return new ElasticsearchServer(files, ServerLife.begin(files, setup.port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the files of an Elasticsearch server", e);
        }
    }

    /** The version that its programs have: of OpenSearch its own. */
    public Version version() {
        return files.program().version();
    }

    public boolean isOpenSearch() {
        return files.program().isOpenSearch();
    }

    public int port() {
        return life.port();
    }

    /** Where it listens and others do not, {@code 127.0.0.1:PORT}, as in {@code reindex.remote.whitelist}. */
    public String address() {
        return ServerAddress.HOST + ":" + port();
    }

    /** The node's name in its cluster. */
    public String nodeName() {
        return files.setup().nodeName();
    }

    /** How the library is told of this server; the password is a reference to a file of the server's. */
    public Instance instance() {
        Instance instance =
                ServerAddress.instance(DatabaseEngine.ELASTICSEARCH, port(), files.passwordFile(), files.certificate());
        return files.passwordFile().isPresent() ? instance.withUser(USER) : instance;
    }

    /**
     * Sends a request without a body; as {@link #ask(String, String, String)}.
     *
     * @param path such as {@code /books/_count?q=title:dune}
     */
    public String ask(String method, String path) {
        return answered(method, path, send(method, path, Optional.empty()));
    }

    /**
     * Sends a request, as the user who may do everything, and gives the answer.
     *
     * @param body JSON; for {@code _bulk} and {@code _msearch} lines of JSON, each ended; may be empty
     * @throws AssertionError when the server refuses it: any status from 300 on
     * @throws UncheckedIOException when the server cannot be reached
     */
    public String ask(String method, String path, String body) {
        return answered(method, path, send(method, path, given(body)));
    }

    /** Whether the server accepts the request; the body may be empty. As {@link #ask(String, String, String)}. */
    public int status(String method, String path, String body) {
        return send(method, path, given(body)).status();
    }

    private static Optional<String> given(String body) {
        return Optional.of(body).filter(text -> !text.isEmpty());
    }

    private ElasticsearchTalk.Answer send(String method, String path, Optional<String> body) {
        try {
            return talk.send(method, path, body, LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + this, e);
        }
    }

    private String answered(String method, String path, ElasticsearchTalk.Answer answer) {
        if (!answer.ok()) {
            throw new AssertionError(
                    this + " answers " + answer.status() + " to " + method + " " + path + ": " + answer.body());
        }
        return answer.body();
    }

    /** The folder with the programs that this server was started from. */
    public Path programs() {
        return files.program().home();
    }

    /** The Java that it runs with. */
    public Path javaHome() {
        return files.java().folder();
    }

    /** {@code path.data} of the server. */
    public Path dataDirectory() {
        return files.data();
    }

    /** {@code path.repo} of the server: where snapshots may be. */
    public Path snapshots() {
        return files.snapshots();
    }

    /** The folder with elasticsearch.yml, in which all settings are but the ports. */
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

    /**
     * The id of the process that was started, the last one it had where it is down. From 8.4 on the server itself is a
     * child of it.
     */
    public long pid() {
        return life.pid();
    }

    /** Has the server stand still, with all its connections open. */
    public void suspend() {
        life.signal("STOP");
    }

    /** Has a server that stands still go on. */
    public void resume() {
        life.signal("CONT");
    }

    /** Shuts the server down in order. */
    public void stop() {
        life.stop();
    }

    /** Kills the server with all its processes, as a power cut would. */
    public void kill() {
        life.kill();
    }

    /**
     * Starts the server again on the same port with the same data; stops it before where it runs.
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
