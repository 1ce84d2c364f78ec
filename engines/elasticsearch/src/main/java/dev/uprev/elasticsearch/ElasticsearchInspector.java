package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.Version;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceInspector;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at a cluster. Thread-safe. */
final class ElasticsearchInspector implements InstanceInspector {
    @Override
    public InstanceFacts inspect(Instance instance, UpgradeRequest request, InspectionContext access) {
        try (Cluster cluster = Cluster.open(Side.of(instance, request), instance, access.secrets())) {
            JsonNode root = cluster.get("/");
            JsonNode nodes = cluster.get("/_nodes/plugins?filter_path=nodes.*.version,nodes.*.plugins.name")
                    .path("nodes");
            Version oldest = cluster.product().version();
            TreeSet<String> plugins = new TreeSet<>();
            for (JsonNode node : nodes) {
                Version version = Version.find(node.path("version").asText()).orElse(oldest);
                oldest = version.isOlderThan(oldest) ? version : oldest;
                node.path("plugins")
                        .forEach(plugin -> plugins.add(plugin.path("name").asText()));
            }
            SortedMap<String, String> attributes = new TreeMap<>();
            attributes.put(
                    ElasticsearchFacts.CLUSTER_NAME, root.path("cluster_name").asText());
            attributes.put(ElasticsearchFacts.PLUGINS, String.join(",", plugins));
            return new InstanceFacts(
                    cluster.product().name(),
                    oldest,
                    root.path("cluster_uuid").asText(),
                    attributes,
                    measures(cluster, nodes.size()));
        }
    }

    private static SortedMap<String, Long> measures(Cluster cluster, long nodes) {
        JsonNode stats = cluster.get("/_cluster/stats?filter_path=indices.count,indices.shards");
        JsonNode primaries = cluster.get("/_stats/docs,store?filter_path=_all.primaries"
                        + (cluster.product().hasSince(7, 7) ? "&expand_wildcards=all" : ""))
                .path("_all")
                .path("primaries");
        SortedMap<String, Long> measures = new TreeMap<>();
        measures.put(ElasticsearchFacts.NODES, nodes);
        measures.put(
                ElasticsearchFacts.INDICES, stats.path("indices").path("count").asLong());
        measures.put(
                ElasticsearchFacts.SHARDS,
                stats.path("indices").path("shards").path("primaries").asLong());
        measures.put(
                ElasticsearchFacts.DOCUMENTS,
                primaries.path("docs").path("count").asLong());
        measures.put(
                InstanceFacts.BYTES,
                primaries.path("store").path("size_in_bytes").asLong());
        return measures;
    }
}
