package dev.uprev.examples.demo;

import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;
import java.util.Properties;

/** A service of the shop on Redis. */
abstract class RedisService extends ShopService<RedisTalk> {
    @Override
    final RedisTalk connect(Properties configuration) throws IOException {
        RedisTalk redis = RedisTalk.connect(Integer.parseInt(configuration.getProperty("port")));
        require(redis, "CLIENT", "SETNAME", kind());
        return redis;
    }

    /** The answer, which must be no error: only then has the server done what was asked. */
    static String require(RedisTalk redis, String... command) throws IOException {
        String answer = redis.ask(command);
        if (answer.startsWith("-")) {
            throw new IOException(command[0] + ": " + answer);
        }
        return answer;
    }
}
