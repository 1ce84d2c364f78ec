package dev.uprev.testkit.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an {@link ElasticsearchServer} is to be set up. Without any further word it is a cluster of one node with a heap
 * of 384 MiB that asks for no password, takes connections without TLS and does not mind a full disk. Not thread-safe;
 * good for one {@link #start()}.
 */
public final class ElasticsearchSetup {
    /** A user of the file {@code users}. */
    record User(String name, String password, List<String> roles) {
        @Override
        public String toString() {
            return name;
        }
    }

    final Path home;
    final Map<String, String> settings = new LinkedHashMap<>();
    final List<User> users = new ArrayList<>();
    final List<String> javaOptions = new ArrayList<>();
    int heapMebibytes = 384;
    OptionalInt port = OptionalInt.empty();
    Optional<Path> data = Optional.empty();
    Optional<Path> snapshots = Optional.empty();
    Optional<Path> log = Optional.empty();
    Optional<ElasticsearchMembership> membership = Optional.empty();
    boolean tls;

    ElasticsearchSetup(Path home) {
        this.home = home;
    }

    /** Answers on this port instead of a free one. */
    public ElasticsearchSetup port(int number) {
        port = OptionalInt.of(number);
        return this;
    }

    /**
     * Asks for a user and password, and knows the user {@value ElasticsearchServer#USER}, who may do everything. Needs
     * a release with security: {@code 6.8-full}, or Elasticsearch from 7.17 on.
     */
    public ElasticsearchSetup password(String text) {
        users.add(0, new User(ElasticsearchServer.USER, text, List.of("superuser")));
        return this;
    }

    /**
     * Adds a user, where {@link #password} is given too.
     *
     * @param roles built-in ones such as {@code monitoring_user}, or those that are made later by
     *     {@code _security/role}
     */
    public ElasticsearchSetup user(String name, String text, String... roles) {
        users.add(new User(name, text, List.of(roles)));
        return this;
    }

    /** Answers over TLS only, with a self-signed certificate for localhost and 127.0.0.1. Needs {@link #password}. */
    public ElasticsearchSetup tls() {
        tls = true;
        return this;
    }

    /**
     * A setting of the server, as in elasticsearch.yml: a text, a number or a list with commas. Wins over the usual.
     */
    public ElasticsearchSetup setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** The size of the heap in MiB. */
    public ElasticsearchSetup heap(int mebibytes) {
        heapMebibytes = mebibytes;
        return this;
    }

    /** More options for the server's Java, such as {@code -XX:+UseG1GC}. */
    public ElasticsearchSetup java(String... options) {
        javaOptions.addAll(List.of(options));
        return this;
    }

    /**
     * Has the data here instead of in a temporary folder, and leaves them there when the server is closed. What is in
     * the folder already is taken as it is, that of an older release too.
     */
    public ElasticsearchSetup dataDirectory(Path folder) {
        data = Optional.of(folder.toAbsolutePath());
        return this;
    }

    /** Where snapshots may be taken to, {@code path.repo}, instead of a folder that goes when the server is closed. */
    public ElasticsearchSetup snapshots(Path folder) {
        snapshots = Optional.of(folder.toAbsolutePath());
        return this;
    }

    /** Has the server's log in this file, which stays when the server is closed. */
    public ElasticsearchSetup log(Path file) {
        log = Optional.of(file.toAbsolutePath());
        return this;
    }

    /**
     * The name of the node that is being set up: {@code node-1} and on in an {@link ElasticsearchCluster}, else
     * {@code node}.
     */
    public String nodeName() {
        return membership.map(ElasticsearchMembership::node).orElse("node");
    }

    /**
     * Starts the server; returns when its indices can be read, or for a node of several when it answers.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when this machine cannot run it, or it has no
     *     security that is asked for, {@code java-unavailable} when the Java that it needs is not installed, and
     *     {@code server-start-failed} with the end of its log when it does not come up
     */
    public ElasticsearchServer start() {
        return ElasticsearchServer.start(this);
    }
}
