package dev.uprev.redis;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a server holds, by the commands of each type; not by the code that is put to the test. */
final class Contents {
    private static final byte[] BINARY = {0, '\r', '\n', (byte) 0xff, '{', 'x', '}'};
    private static final int TOLERANCE_MILLIS = 50;

    private final SortedMap<String, String> values = new TreeMap<>();
    private final SortedMap<String, Long> expiries = new TreeMap<>();

    private Contents() {}

    /** Fills two databases with keys of all types that the server knows. */
    static void fill(RespConnection redis, int strings) throws IOException {
        ServerInfo info = ServerInfo.parse(redis.call("INFO").toString());
        int commands = 0;
        for (int i = 0; i < strings; i++) {
            redis.command("SET", "string:" + i, "value ".repeat(i % 20) + i);
            commands++;
            if (i % 5 == 0) {
                redis.command("PEXPIRE", "string:" + i, 3_600_000 + i);
                commands++;
            }
        }
        for (int i = 0; i < 700; i++) {
            redis.command("RPUSH", "list", "element " + i);
            redis.command("SADD", "set", "member " + i);
            redis.command("SADD", "numbers", i * 7);
            redis.command("ZADD", "zset", i / 4.0, "member " + i);
            redis.command("HSET", "hash", "field " + i, "value " + i);
            commands += 5;
        }
        redis.command("SET", BINARY, BINARY);
        redis.command("HSET", "small", "a", BINARY);
        redis.command("PFADD", "hll", "a", "b", "c");
        redis.command("SELECT", 3);
        redis.command("SET", "elsewhere", "in database 3");
        redis.command("SELECT", 0);
        redis.flush();
        for (int i = 0; i < commands + 6; i++) {
            RedisErrors.require("command", redis.replies().reply());
        }
        if (info.version().major() >= 6) {
            require(redis, "XADD", "stream", "5-1", "a", "1", "b", "2");
            require(redis, "XADD", "stream", "6-1", "a", "3", "b", "4");
            require(redis, "XGROUP", "CREATE", "stream", "readers", "0");
            require(redis, "XREADGROUP", "GROUP", "readers", "one", "COUNT", "1", "STREAMS", "stream", ">");
        }
        if (info.version().major() >= 7) {
            require(
                    redis,
                    "FUNCTION",
                    "LOAD",
                    "#!lua name=lib\nredis.register_function{function_name='f', callback=function() return 7 end, flags={'no-writes'}}");
        }
    }

    private static void require(RespConnection redis, Object... words) throws IOException {
        RedisErrors.require(words[0].toString(), redis.call(words));
    }

    static Contents of(RespConnection redis) throws IOException {
        Contents contents = new Contents();
        for (int database : List.of(0, 3)) {
            redis.call("SELECT", database);
            contents.values.put(database + " DBSIZE", redis.call("DBSIZE").toString());
            for (Reply name : redis.call("KEYS", "*").list()) {
                byte[] key = ((Reply.Text) name).bytes();
                String id = database + " " + KeyText.of(key);
                contents.values.put(id, value(redis, key));
                long left = ((Reply.Whole) redis.call("PTTL", key)).value();
                contents.expiries.put(id, left < 0 ? 0 : left + System.currentTimeMillis());
            }
        }
        redis.call("SELECT", 0);
        if (redis.call("FCALL", "f", 0) instanceof Reply.Whole seven) {
            contents.values.put("function f", seven.toString());
        }
        return contents;
    }

    /** What is not as it was before. */
    List<String> differencesTo(Contents before) {
        SortedMap<String, String> differences = new TreeMap<>();
        before.values.forEach((id, value) -> {
            String now = values.getOrDefault(id, "missing");
            if (!now.equals(value)) {
                differences.put(id, value + " became " + now);
            }
        });
        values.keySet().stream()
                .filter(id -> !before.values.containsKey(id) && !id.startsWith("function"))
                .forEach(id -> differences.put(id, "new"));
        before.expiries.forEach((id, expiry) -> {
            if (Math.abs(expiries.getOrDefault(id, 0L) - expiry) > TOLERANCE_MILLIS) {
                differences.put(id + " expiry", expiry + " became " + expiries.get(id));
            }
        });
        return differences.entrySet().stream().map(Object::toString).toList();
    }

    private static String value(RespConnection redis, byte[] key) throws IOException {
        return switch (redis.call("TYPE", key).toString()) {
            case "string" -> redis.call("GET", key).toString();
            case "list" -> redis.call("LRANGE", key, 0, -1).toString();
            case "set" -> sorted(redis.call("SMEMBERS", key));
            case "zset" -> redis.call("ZRANGE", key, 0, -1, "WITHSCORES").toString();
            case "hash" -> sorted(redis.call("HGETALL", key));
            case "stream" -> redis.call("XRANGE", key, "-", "+") + " " + redis.call("XPENDING", key, "readers");
            default -> "?";
        };
    }

    private static String sorted(Reply reply) {
        return reply.list().stream().map(Reply::toString).sorted().toList().toString();
    }
}
