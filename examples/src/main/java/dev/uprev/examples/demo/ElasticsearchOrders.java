package dev.uprev.examples.demo;

import java.util.concurrent.ThreadLocalRandom;

/** The service that takes orders: a document for each. */
final class ElasticsearchOrders extends ElasticsearchService {
    private static final int CUSTOMERS = 100;

    public static void main(String[] arguments) throws Exception {
        new ElasticsearchOrders().run(arguments);
    }

    @Override
    String document(long id) {
        int customer = ThreadLocalRandom.current().nextInt(CUSTOMERS);
        return text("{\"customer\":%d,\"state\":\"new\",\"amount\":9.99,\"at\":\"2026-04-01 09:00:00\"}", customer);
    }

    @Override
    String kind() {
        return "orders";
    }
}
