package dev.uprev.redis;

import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.testkit.contract.Damage;
import dev.uprev.testkit.contract.ServerUnderTest;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Redis server for the contracts, filled, read and damaged by scripts that run within it; it keeps what it was told
 * when it is killed.
 */
final class RedisUnderTest implements ServerUnderTest {
    private static final String FILL = script("fill.lua");
    private static final String CONTENTS = script("contents.lua");

    /**
     * Where a server is, and who ends it and starts it.
     *
     * @param instance at an address of this machine
     */
    record Host(Instance instance, Runnable kill, Runnable restart, Runnable close) {}

    private final Host server;
    private final String password;
    private final boolean streams;

    /** @param streams whether there are to be streams among the data */
    RedisUnderTest(Host server, String password, boolean streams) {
        this.server = server;
        this.password = password;
        this.streams = streams;
    }

    /** @param streams whether there are to be streams among the data */
    static RedisUnderTest start(String release, String password, boolean streams) {
        RedisServer server = RedisServer.setup(release)
                .password(password)
                .setting("appendonly", "yes")
                .start();
        return new RedisUnderTest(
                new Host(server.instance(), server::kill, server::restart, server::close), password, streams);
    }

    @Override
    public Instance instance() {
        return server.instance();
    }

    @Override
    public Version version() {
        String info = ask("INFO", "server");
        return Version.find(info.replaceFirst("(?s).*redis_version:", "")).orElseThrow();
    }

    @Override
    public void write(String record) {
        ask("RPUSH", "records", record);
    }

    @Override
    public void fill() {
        ask("EVAL", FILL, "0", streams ? "streams" : "");
    }

    @Override
    public void clear() {
        ask("FLUSHALL");
    }

    @Override
    public SortedMap<String, String> contents() {
        SortedMap<String, String> contents = new TreeMap<>();
        String answer = ask("EVAL", CONTENTS, "0");
        String[] lines = answer.split("\n", -1);
        for (int i = 0; i + 1 < lines.length; i += 2) {
            contents.put(lines[i], lines[i + 1]);
        }
        return contents;
    }

    @Override
    public List<Damage> damages() {
        List<Damage> damages = new ArrayList<>(List.of(
                damage("a lost key", true, "number", 0, "DEL", "number"),
                damage("a key too many", true, "another", 0, "SET", "another", "x"),
                damage("a flipped byte", false, "word:7", 0, "SETRANGE", "word:7", "3", "x"),
                damage("a lost member", false, "names:large", 0, "SREM", "names:large", "name 700"),
                damage("another score", false, "ranks", 0, "ZINCRBY", "ranks", "0.001", "rank 3"),
                damage("another order", false, "letters", 0, "RPOPLPUSH", "letters", "letters"),
                damage("another field", false, "prices:large", 0, "HSET", "prices:large", "price 1", "y"),
                damage("a key that expires no more", false, "word:5", 0, "PERSIST", "word:5"),
                damage("a key that expires too soon", false, "prices", 0, "PEXPIRE", "prices", "3600000"),
                damage("a change in another database", false, "database 3", 3, "LSET", "letters", "1", "y")));
        if (streams) {
            damages.addAll(List.of(
                    damage("a lost entry", false, "events", 0, "XDEL", "events", "99-1"),
                    damage("an acknowledged entry", false, "events", 0, "XACK", "events", "readers", "33-1"),
                    damage("a group further on", false, "events", 0, "XGROUP", "SETID", "events", "nobody", "9-1")));
        }
        return damages;
    }

    private Damage damage(String name, boolean seenByCount, String mentions, int database, String... command) {
        List<String> words = new ArrayList<>(List.of(
                "EVAL",
                "redis.call('SELECT', ARGV[1]) return redis.call(unpack(ARGV, 2))",
                "0",
                Integer.toString(database)));
        words.addAll(List.of(command));
        return new Damage(name, seenByCount, mentions, () -> ask(words.toArray(String[]::new)));
    }

    @Override
    public void kill() {
        server.kill().run();
    }

    @Override
    public void restart() {
        server.restart().run();
    }

    @Override
    public void close() {
        server.close().run();
    }

    private String ask(String... words) {
        try (RedisTalk redis = RedisTalk.connect(server.instance().address().port())) {
            redis.ask("AUTH", password);
            String answer = redis.ask(words);
            if (answer.startsWith("-")) {
                throw new IllegalStateException(server.instance() + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask " + server.instance(), e);
        }
    }

    private static String script(String name) {
        try (InputStream in = Objects.requireNonNull(RedisUnderTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
