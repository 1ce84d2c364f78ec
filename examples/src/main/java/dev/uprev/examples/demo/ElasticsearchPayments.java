package dev.uprev.examples.demo;

/** The service that books payments. */
final class ElasticsearchPayments extends ElasticsearchService {
    public static void main(String[] arguments) throws Exception {
        new ElasticsearchPayments().run(arguments);
    }

    @Override
    String document(long id) {
        return text("{\"invoice\":%d,\"amount\":19.98}", id);
    }

    @Override
    String kind() {
        return "payments";
    }
}
