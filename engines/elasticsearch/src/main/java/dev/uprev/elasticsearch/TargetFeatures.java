package dev.uprev.elasticsearch;

/**
 * What not every distribution of a release has.
 *
 * @param lifecycles whether indices can have a lifecycle policy of Elasticsearch
 */
record TargetFeatures(boolean lifecycles) {
    /** Of a target that is not there yet: what its release usually has. */
    static TargetFeatures of(Product product) {
        return new TargetFeatures(!product.openSearch() && product.hasSince(6, 6));
    }

    static TargetFeatures of(Cluster target) {
        return new TargetFeatures(ClusterObjects.LIFECYCLE_POLICIES.of(target).isPresent());
    }
}
