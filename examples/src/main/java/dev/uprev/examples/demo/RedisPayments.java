package dev.uprev.examples.demo;

import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;

/** The service that books payments: all in one sorted set, by the number of the invoice. */
final class RedisPayments extends RedisService {
    public static void main(String[] arguments) throws Exception {
        new RedisPayments().run(arguments);
    }

    @Override
    long write(RedisTalk redis) throws IOException {
        String invoice = require(redis, "INCR", "invoices:last");
        require(redis, "ZADD", "payments", invoice, "invoice " + invoice + ": 19.98");
        return Long.parseLong(invoice);
    }

    @Override
    String kind() {
        return "payments";
    }
}
