package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceInspector;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at a cluster. Thread-safe. */
final class ElasticsearchInspector implements InstanceInspector {
    @Override
    public InstanceFacts inspect(Instance instance, UpgradeRequest request, InspectionContext access) {
        try (Cluster cluster = Cluster.open(Side.of(instance, request), instance, access.secrets())) {
            JsonNode root = cluster.get("/");
            SortedMap<String, String> attributes = new TreeMap<>();
            SortedMap<String, Long> measures = new TreeMap<>();
            return new InstanceFacts(
                    cluster.product().name(),
                    cluster.product().version(),
                    root.path("cluster_uuid").asText(),
                    attributes,
                    measures);
        }
    }
}
