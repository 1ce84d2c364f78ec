package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The keys that are carried, the same in every run: see {@code redis.lua}. */
final class RedisData {
    private static final int KEYS_OF_A_SCRIPT = 5000;
    private static final Pattern DATABASE = Pattern.compile("(db\\d+):keys=(\\d+),expires=(\\d+)");

    private RedisData() {}

    static void fill(RedisServer server, int keys) throws IOException {
        String script = script();
        try (RedisTalk redis = RedisTalk.connect(server.port())) {
            for (int first = 0; first < keys; first += KEYS_OF_A_SCRIPT) {
                int last = Math.min(keys, first + KEYS_OF_A_SCRIPT) - 1;
                String answer = redis.ask("EVAL", script, "0", Integer.toString(first), Integer.toString(last));
                if (!answer.equals("OK")) {
                    throw new IOException("cannot fill " + server + ": " + answer);
                }
            }
        }
    }

    /** A key that is read all the time: one of the strings. */
    static String key(long number, int keys) {
        return "string:" + number * 50 % keys;
    }

    /** The numbers of keys, and of those that expire, of each database. Within the hours of a run, none does. */
    static Map<String, Long> counts(RedisServer server) {
        Map<String, Long> counts = new TreeMap<>();
        for (MatchResult database :
                DATABASE.matcher(server.ask("INFO", "keyspace")).results().toList()) {
            counts.put("keys in " + database.group(1), Long.valueOf(database.group(2)));
            counts.put("of which expire, in " + database.group(1), Long.valueOf(database.group(3)));
        }
        return counts;
    }

    /** A number that INFO tells. */
    static long number(RedisServer server, String field) {
        return server.ask("INFO")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.substring(field.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(RedisData.class.getResourceAsStream("redis.lua"), "redis.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
