package dev.uprev.elasticsearch;

/**
 * What not every distribution of a release has.
 *
 * @param lifecycles whether indices can have a lifecycle policy of Elasticsearch
 * @param streams whether an alias can be turned into a data stream
 */
record TargetFeatures(boolean lifecycles, boolean streams) {
    /** Of a target that is not there yet: what its release usually has. */
    static TargetFeatures of(Product product) {
        return new TargetFeatures(!product.openSearch() && product.hasSince(6, 6), canMigrate(product));
    }

    static TargetFeatures of(Cluster target) {
        return new TargetFeatures(
                ClusterObjects.LIFECYCLE_POLICIES.of(target).isPresent(),
                canMigrate(target.product()) && DataStreams.list(target).isPresent());
    }

    private static boolean canMigrate(Product product) {
        return !product.openSearch() && product.hasSince(7, 11);
    }
}
