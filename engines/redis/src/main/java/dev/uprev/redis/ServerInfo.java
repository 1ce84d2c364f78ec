package dev.uprev.redis;

import dev.uprev.model.Version;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a server tells of itself by INFO.
 *
 * @param fields values by name, without the sections
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO</a>
 */
record ServerInfo(SortedMap<String, String> fields) {
    private static final Version NO_TOUCH_SINCE = Version.parse("7.2");
    private static final String POLICY = "maxmemory_policy";
    private static final String EXPIRING_KEYS = "expires";
    private static final String EXPIRING_FIELDS = "subexpiry";
    private static final String EXPIRING_FIELDS_OF_VALKEY = "keys_with_volatile_items";

    ServerInfo {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Asks a server. Before 3.0, INFO does not tell what is thrown out when the memory is full. */
    static ServerInfo of(RespConnection server) throws IOException {
        ServerInfo info = parse(server.call("INFO"));
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

    /** Asks for one section, as {@code keyspace}. */
    static ServerInfo section(RespConnection server, String name) throws IOException {
        return parse(server.call("INFO", name));
    }

    private static ServerInfo parse(Reply reply) {
        return parse(RedisErrors.require("INFO", reply).toString());
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
        return databases("keys");
    }

    /** Numbers of keys that may go by themselves, because they or their fields expire; of the same databases. */
    SortedMap<Integer, Long> mortalKeys() {
        return databases(EXPIRING_KEYS, EXPIRING_FIELDS, EXPIRING_FIELDS_OF_VALKEY);
    }

    /** Hashes with fields that expire: what Redis since 7.4 and Valkey since 9 tell of each database. */
    long expiringFields() {
        return databases(EXPIRING_FIELDS, EXPIRING_FIELDS_OF_VALKEY).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The sum of these figures of each database, as in {@code db0:keys=7,expires=2,avg_ttl=0,subexpiry=1}. */
    private SortedMap<Integer, Long> databases(String... figures) {
        SortedMap<Integer, Long> sums = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.matches("db\\d+")) {
                Stream<String> wanted = Stream.of(value.split(",", -1))
                        .filter(part -> Stream.of(figures).anyMatch(figure -> part.matches(figure + "=\\d+")));
                sums.put(
                        Integer.parseInt(name.substring(2)),
                        wanted.mapToLong(part -> Long.parseLong(part.substring(part.indexOf('=') + 1)))
                                .sum());
            }
        });
        return sums;
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
