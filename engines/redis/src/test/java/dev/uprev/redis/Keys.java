package dev.uprev.redis;

import dev.uprev.model.HostPort;
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
            redis.command("SELECT", 3);
            redis.command("SET", "elsewhere", "in database 3");
            redis.flush();
            for (int i = 0; i < strings + (strings + 4) / 5 + 5005; i++) {
                RedisErrors.require("command", redis.replies().reply());
            }
        }
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
            default -> "?";
        };
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

    private static RespConnection open(RedisServer server) {
        HostPort address = server.instance().address();
        return new Connections(Side.SOURCE, server.instance(), SecretResolver.standard()).open(address);
    }
}
