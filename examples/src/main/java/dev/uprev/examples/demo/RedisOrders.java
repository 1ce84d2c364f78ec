package dev.uprev.examples.demo;

import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** The service that takes orders: a hash for each. */
final class RedisOrders extends RedisService {
    private static final int CUSTOMERS = 100;

    public static void main(String[] arguments) throws Exception {
        new RedisOrders().run(arguments);
    }

    @Override
    long write(RedisTalk redis) throws IOException {
        String id = require(redis, "INCR", "orders:last");
        int customer = ThreadLocalRandom.current().nextInt(CUSTOMERS);
        require(redis, "HMSET", "order:" + id, "customer", "" + customer, "state", "new", "amount", "9.99");
        return Long.parseLong(id);
    }

    @Override
    String kind() {
        return "orders";
    }
}
