package dev.uprev.elasticsearch;

/**
 * Names of the attributes and measures of {@link dev.uprev.plan.InstanceFacts} that this engine gives. What grows or
 * moves by itself is a measure: an attribute that has changed makes a plan stale.
 */
final class ElasticsearchFacts {
    /** Attribute: the cluster's name. */
    static final String CLUSTER_NAME = "cluster-name";

    /** Attribute: names of the plugins of all nodes, in order, joined by commas. */
    static final String PLUGINS = "plugins";

    /** Measure: number of nodes. */
    static final String NODES = "nodes";

    /** Measure: number of indices, those of the server too. */
    static final String INDICES = "indices";

    /** Measure: number of primary shards. */
    static final String SHARDS = "shards";

    /** Measure: number of documents of all indices, nested ones included. */
    static final String DOCUMENTS = "documents";

    private ElasticsearchFacts() {}
}
