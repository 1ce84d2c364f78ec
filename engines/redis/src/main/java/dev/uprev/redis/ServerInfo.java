package dev.uprev.redis;

import dev.uprev.model.Version;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server tells of itself by INFO.
 *
 * @param fields values by name, without the sections
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO</a>
 */
record ServerInfo(SortedMap<String, String> fields) {
    private static final Version NO_TOUCH_SINCE = Version.parse("7.2");
    private static final String POLICY = "maxmemory_policy";
    private static final Pattern EXPIRING_FIELDS = Pattern.compile("(?:subexpiry|keys_with_volatile_items)=(\\d+)");

    ServerInfo {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Asks a server. Before 3.0, INFO does not tell what is thrown out when the memory is full. */
    static ServerInfo of(RespConnection server) throws IOException {
        ServerInfo info = parse(RedisErrors.require("INFO", server.call("INFO")).toString());
        if (!info.field(POLICY).isEmpty() || info.isSentinel()) {
            return info;
        }
        SortedMap<String, String> more = new TreeMap<>(info.fields());
        for (String name : List.of("maxmemory", "maxmemory-policy")) {
            List<Reply> setting = server.call("CONFIG", "GET", name).list();
            if (setting.size() == 2) {
                more.put(name.replace('-', '_'), setting.get(1).toString());
            }
        }
        return new ServerInfo(more);
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

    /** Valkey has renamed it. */
    private String mode() {
        return field(flavour() == Flavour.VALKEY ? "server_mode" : "redis_mode");
    }

    boolean isCluster() {
        return mode().equals("cluster");
    }

    boolean isSentinel() {
        return mode().equals("sentinel");
    }

    boolean isReplica() {
        return field("role").equals("slave");
    }

    /** Whether a client can ask that its commands do not count as a use of keys. */
    boolean knowsNoTouch() {
        return flavour() == Flavour.VALKEY || isAtLeast(NO_TOUCH_SINCE);
    }

    /** What is noted of the use of keys, by which they are thrown out. */
    Recency recency() {
        return Recency.of(field(POLICY));
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

    /** Hashes with fields that expire: what Redis since 7.4 and Valkey since 9 tell of each database. */
    long expiringFields() {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().matches("db\\d+"))
                .map(field -> EXPIRING_FIELDS.matcher(field.getValue()))
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** Bytes that the data take in memory: what is used, less what it would use without them, as far as it tells. */
    long dataBytes() {
        long others = number("used_memory_startup")
                + number("mem_clients_normal")
                + number("mem_clients_slaves")
                + number("mem_replication_backlog");
        return Math.max(0, number("used_memory") - others);
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
