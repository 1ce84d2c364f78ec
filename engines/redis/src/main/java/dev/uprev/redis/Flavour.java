package dev.uprev.redis;

/** Which product a server is: both speak the same protocol, but their formats have gone apart. */
enum Flavour {
    REDIS("Redis"),
    VALKEY("Valkey");

    private final String product;

    Flavour(String product) {
        this.product = product;
    }

    /** What the product calls itself. */
    String product() {
        return product;
    }
}
