package dev.uprev.testkit.servers;

import dev.uprev.model.HostPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a {@link RedisServer} is to be set up. Without any further word it keeps nothing on disk, asks for no password
 * and takes connections without TLS. Not thread-safe; good for one {@link #start()}.
 */
public final class RedisSetup {
    final Path bin;
    final Map<String, String> settings = new LinkedHashMap<>();
    /** More lines of redis.conf, whose first word may come several times. */
    final List<String> lines = new ArrayList<>();

    OptionalInt port = OptionalInt.empty();
    Optional<String> password = Optional.empty();
    Optional<Path> data = Optional.empty();
    Optional<Path> log = Optional.empty();
    boolean tls;
    boolean sentinel;

    RedisSetup(Path bin) {
        this.bin = bin;
    }

    /** Listens on this port instead of a free one. */
    public RedisSetup port(int number) {
        port = OptionalInt.of(number);
        return this;
    }

    /** Asks for this password, that of the user {@code default}. */
    public RedisSetup password(String text) {
        password = Optional.of(text);
        return this;
    }

    /**
     * Adds a user that may log in; from 6.0 on.
     *
     * @param rules what the user may do, as {@code ACL SETUSER} takes them, such as {@code ~app:*} and {@code +@read}
     */
    public RedisSetup user(String name, String text, String... rules) {
        lines.add("user " + name + " on " + RedisConfiguration.quoted(">" + text) + " " + String.join(" ", rules));
        return this;
    }

    /**
     * Starts no database but a Sentinel, which alone decides that this primary has failed, two seconds after it is
     * silent: it asks once a second.
     *
     * @param name what the Sentinel calls the primary and its replicas
     */
    public RedisSetup sentinel(String name, RedisServer primary) {
        return sentinel(name, primary.instance().address(), primary.password());
    }

    /** The same for a server that is not of the test kit. */
    public RedisSetup sentinel(String name, HostPort primary, Optional<String> text) {
        sentinel = true;
        lines.add("sentinel monitor " + name + " " + primary.host() + " " + primary.port() + " 1");
        lines.add("sentinel down-after-milliseconds " + name + " 2000");
        text.ifPresent(secret -> lines.add("sentinel auth-pass " + name + " " + RedisConfiguration.quoted(secret)));
        return this;
    }

    /** Takes TLS connections only, with a self-signed certificate for localhost and 127.0.0.1. */
    public RedisSetup tls() {
        tls = true;
        return this;
    }

    /**
     * A setting of the server, as in redis.conf, where a value of several words stays as it is: {@code save} and
     * {@code 3600 1}. Wins over the usual ones.
     */
    public RedisSetup setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /**
     * Has the data set here instead of in a temporary folder, and leaves it there when the server is closed. What is in
     * the folder already is taken as it is.
     */
    public RedisSetup dataDirectory(Path folder) {
        data = Optional.of(folder.toAbsolutePath());
        return this;
    }

    /** Has the server's log in this file, which stays when the server is closed. */
    public RedisSetup log(Path file) {
        log = Optional.of(file.toAbsolutePath());
        return this;
    }

    /**
     * Starts the server; returns when it answers and has loaded its data set.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when this machine cannot run it, or its
     *     program was built without TLS that is asked for, and {@code server-start-failed} with the end of its log when
     *     it does not come up
     */
    public RedisServer start() {
        return RedisServer.start(this);
    }
}
