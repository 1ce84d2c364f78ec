package dev.uprev.testkit.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a {@link PostgresServer} is to be set up. Without any further word it is made for tests: encoding UTF8, locale C,
 * no password, no TLS, no fsync, ready for logical replication. Not thread-safe; good for one {@link #start()}.
 */
public final class PostgresSetup {
    final Path bin;
    final List<String> initdbArguments = new ArrayList<>();
    final Map<String, String> settings = new LinkedHashMap<>();
    OptionalInt port = OptionalInt.empty();
    Optional<String> password = Optional.empty();
    Optional<Path> data = Optional.empty();
    OptionalInt tmpfsMebibytes = OptionalInt.empty();
    Optional<Path> log = Optional.empty();
    boolean tls;

    PostgresSetup(Path bin) {
        this.bin = bin;
    }

    /** Listens on this port instead of a free one. */
    public PostgresSetup port(int number) {
        port = OptionalInt.of(number);
        return this;
    }

    /** Asks for this password of user {@code postgres}: by SCRAM from version 10 on, by MD5 before. */
    public PostgresSetup password(String text) {
        password = Optional.of(text);
        return this;
    }

    /** Takes TLS connections only, with a self-signed certificate for localhost and 127.0.0.1. */
    public PostgresSetup tls() {
        tls = true;
        return this;
    }

    /** More arguments for initdb, as {@code --data-checksums}; they win over the usual ones. */
    public PostgresSetup initdb(String... arguments) {
        initdbArguments.addAll(List.of(arguments));
        return this;
    }

    /** A setting of the server, as in postgresql.conf but without quotes; wins over the usual ones. */
    public PostgresSetup setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /**
     * Has the data directory here instead of in a temporary folder, and leaves it there when the server is closed. A
     * cluster that is there already, as made by pg_upgrade, is taken as it is; password and TLS are then not set up.
     */
    public PostgresSetup dataDirectory(Path folder) {
        data = Optional.of(folder.toAbsolutePath());
        return this;
    }

    /**
     * Has the data directory on a file system in memory of this size, which can be filled. Needs root. An empty cluster
     * takes 25 to 40 MiB and its log of transactions 16 MiB at a time.
     */
    public PostgresSetup tmpfs(int mebibytes) {
        tmpfsMebibytes = OptionalInt.of(mebibytes);
        return this;
    }

    /** Has the server's log in this file, which stays when the server is closed. */
    public PostgresSetup log(Path file) {
        log = Optional.of(file.toAbsolutePath());
        return this;
    }

    /**
     * Creates the cluster and starts the server; returns when it takes connections.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when this machine cannot run it, and
     *     {@code server-start-failed} with the end of its log when it does not come up
     */
    public PostgresServer start() {
        return PostgresServer.start(this);
    }
}
