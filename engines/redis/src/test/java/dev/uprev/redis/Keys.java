package dev.uprev.redis;

import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.RedisServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keys of all types in two databases, and their comparison by the commands of each type. */
final class Keys {
    private static final byte[] BINARY = {0, '\r', '\n', (byte) 0xff, '{', 'x', '}'};
    private static final int TOLERANCE_MILLIS = 5;

    private Keys() {}

    static void fill(RedisServer server, int strings) throws IOException {
        try (RespConnection redis = open(server)) {
            boolean knowsStreams = redis.call("COMMAND", "INFO", "XADD").list().get(0) instanceof Reply.Many;
            for (int i = 0; i < strings; i++) {
                redis.command("SET", "string:" + i, "value ".repeat(i % 20) + i);
                if (i % 5 == 0) {
                    redis.command("PEXPIRE", "string:" + i, 3_600_000 + i);
                }
            }
            redis.command("SET", BINARY, BINARY);
            for (int i = 0; i < 1000; i++) {
                redis.command("RPUSH", "list", "element " + i);
                redis.command("SADD", "set", "member " + i);
                redis.command("SADD", "numbers", i * 7);
                redis.command("ZADD", "zset", i / 3.0, "member " + i);
                redis.command("HSET", "hash", "field " + i, "value " + i);
            }
            redis.command("HSET", "small", "a", BINARY);
            redis.command("PFADD", "hll", "a", "b", "c");
            int streams = knowsStreams ? stream(redis) : 0;
            redis.command("SELECT", 3);
            redis.command("SET", "elsewhere", "in database 3");
            redis.flush();
            for (int i = 0; i < strings + (strings + 4) / 5 + 5005 + streams; i++) {
                RedisErrors.require("command", redis.replies().reply());
            }
        }
    }

    /** A stream with two groups, entries that are pending or deleted, and a consumer that has none. */
    private static int stream(RespConnection redis) {
        for (int i = 1; i <= 1000; i++) {
            redis.command("XADD", "stream", i + "-1", "temperature", i % 40, "place", BINARY);
        }
        redis.command("XDEL", "stream", "7-1");
        redis.command("XGROUP", "CREATE", "stream", "readers", "0");
        redis.command("XREADGROUP", "GROUP", "readers", "anna", "COUNT", 20, "STREAMS", "stream", ">");
        redis.command("XREADGROUP", "GROUP", "readers", "bert", "COUNT", 5, "STREAMS", "stream", ">");
        redis.command("XACK", "stream", "readers", "3-1");
        redis.command("XGROUP", "CREATE", "stream", "others", "$");
        return 1006;
    }

    static List<String> differences(RedisServer one, RedisServer other) throws IOException {
        List<String> differences = new ArrayList<>();
        try (RespConnection here = open(one);
                RespConnection there = open(other)) {
            for (int database : List.of(0, 3)) {
                here.call("SELECT", database);
                there.call("SELECT", database);
                if (!here.call("DBSIZE").equals(there.call("DBSIZE"))) {
                    differences.add("database " + database + ": " + here.call("DBSIZE") + ", " + there.call("DBSIZE"));
                }
                for (Reply name : here.call("KEYS", "*").list()) {
                    byte[] key = ((Reply.Text) name).bytes();
                    long left = ((Reply.Whole) here.call("PTTL", key)).value();
                    long leftThere = ((Reply.Whole) there.call("PTTL", key)).value();
                    if (Math.abs(left - leftThere) > TOLERANCE_MILLIS + 50) {
                        differences.add(name + ": expires in " + left + ", " + leftThere);
                    }
                    if (!value(here, key).equals(value(there, key))) {
                        differences.add(name + ": another value");
                    }
                }
            }
        }
        return differences;
    }

    private static String value(RespConnection redis, byte[] key) throws IOException {
        return switch (redis.call("TYPE", key).toString()) {
            case "string" -> redis.call("GET", key).toString();
            case "list" -> redis.call("LRANGE", key, 0, -1).toString();
            case "set" -> sorted(redis.call("SMEMBERS", key));
            case "zset" -> scored(redis.call("ZRANGE", key, 0, -1, "WITHSCORES").list());
            case "hash" -> sorted(redis.call("HGETALL", key));
            case "stream" -> redis.call("XRANGE", key, "-", "+") + groups(redis, key);
            default -> "?";
        };
    }

    private static String groups(RespConnection redis, byte[] key) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Reply group : redis.call("XINFO", "GROUPS", key).list()) {
            List<Reply> values = group.list();
            text.append(values.subList(0, 8));
            for (Reply pending :
                    redis.call("XPENDING", key, values.get(1), "-", "+", 1000).list()) {
                text.append(pending.list().get(0))
                        .append(pending.list().get(1))
                        .append(pending.list().get(3));
            }
        }
        return text.toString();
    }

    /** Releases differ in how they write the same number. */
    private static String scored(List<Reply> membersAndScores) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < membersAndScores.size(); i += 2) {
            text.append(membersAndScores.get(i)).append(' ');
            text.append(Double.parseDouble(membersAndScores.get(i + 1).toString()))
                    .append(' ');
        }
        return text.toString();
    }

    private static String sorted(Reply reply) {
        return reply.list().stream().map(Reply::toString).sorted().toList().toString();
    }

    static RespConnection open(RedisServer server) {
        HostPort address = server.instance().address();
        return new Connections(Side.SOURCE, server.instance(), SecretResolver.standard()).open(address);
    }
}
