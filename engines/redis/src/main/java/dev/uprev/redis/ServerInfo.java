package dev.uprev.redis;

import dev.uprev.model.Version;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server tells of itself by INFO.
 *
 * @param fields values by name, without the sections
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO</a>
 */
record ServerInfo(SortedMap<String, String> fields) {
    private static final Version NO_TOUCH_SINCE = Version.parse("7.2");

    ServerInfo {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    static ServerInfo parse(String text) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (String line : text.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return new ServerInfo(fields);
    }

    /** Valkey says that it is compatible with Redis 7.2.4, and its own version beside that. */
    Flavour flavour() {
        return fields.containsKey("valkey_version") ? Flavour.VALKEY : Flavour.REDIS;
    }

    Version version() {
        String text = field(flavour() == Flavour.VALKEY ? "valkey_version" : "redis_version");
        return Version.find(text)
                .orElseThrow(() -> new IllegalStateException("INFO tells no version: \"" + text + "\""));
    }

    boolean isAtLeast(Version other) {
        return !version().isOlderThan(other);
    }

    /** Changes with every start of the server. */
    String runId() {
        return field("run_id");
    }

    boolean isCluster() {
        return field("redis_mode").equals("cluster");
    }

    boolean isSentinel() {
        return field("redis_mode").equals("sentinel");
    }

    boolean isReplica() {
        return field("role").equals("slave");
    }

    /** Whether a client can ask that its commands do not count as a use of keys. */
    boolean knowsNoTouch() {
        return flavour() == Flavour.VALKEY || isAtLeast(NO_TOUCH_SINCE);
    }

    /** What is noted of the use of keys; releases that do not tell their policy here have none that needs it. */
    Recency recency() {
        return Recency.of(field("maxmemory_policy"));
    }

    /** Numbers of keys by the numbers of the databases that have any. */
    SortedMap<Integer, Long> keys() {
        SortedMap<Integer, Long> keys = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.matches("db\\d+")) {
                keys.put(
                        Integer.parseInt(name.substring(2)), Long.parseLong(value.replaceFirst("keys=(\\d+).*", "$1")));
            }
        });
        return keys;
    }

    /** The value, empty where this release does not tell it. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** The value, 0 where this release does not tell it. */
    long number(String name) {
        String value = field(name);
        return value.matches("-?\\d+") ? Long.parseLong(value) : 0;
    }
}
