package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.compat.Finding;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Asks a cluster with security whether its user may do what an upgrade does. */
final class Privileges {

    /** What was written last cannot be read without; the privilege maintenance has it, which older ones lack. */
    private static final String REFRESH = "indices:admin/refresh*";

    private Privileges() {}

    static List<Finding> ofSource(Cluster source) {
        return missing(source, List.of("monitor"), List.of("read", "view_index_metadata", "monitor", REFRESH));
    }

    static List<Finding> ofTarget(Cluster target) {
        return missing(target, List.of("monitor", "manage"), List.of("create_index", "index", "read", "manage"));
    }

    static List<Finding> ofUpgradeInPlace(Cluster cluster) {
        return missing(
                cluster,
                List.of("monitor", "manage"),
                List.of("read", "view_index_metadata", "monitor", "maintenance", "manage"));
    }

    private static List<Finding> missing(Cluster cluster, List<String> ofCluster, List<String> ofIndices) {
        if (cluster.product().openSearch() || cluster.instance().password().isEmpty()) {
            return List.of();
        }
        ObjectNode question = Json.mapper().createObjectNode();
        question.set("cluster", Json.mapper().valueToTree(ofCluster));
        ObjectNode indices = question.putArray("index").addObject();
        indices.putArray("names").add("*");
        indices.set("privileges", Json.mapper().valueToTree(ofIndices));
        String path = (cluster.product().isTypeless() ? "" : "/_xpack") + "/_security/user/_has_privileges";
        Answer answer = cluster.ask(Call.json("POST", path.replace("/_xpack/_security", "/_xpack/security"), question));
        if (!answer.isSuccess()) {
            return List.of();
        }
        List<String> missing = new ArrayList<>();
        answer.body().path("cluster").properties().forEach(each -> {
            if (!each.getValue().asBoolean()) {
                missing.add("cluster: " + each.getKey());
            }
        });
        answer.body().path("index").path("*").properties().forEach(each -> {
            if (!each.getValue().asBoolean()) {
                missing.add("indices *: " + each.getKey());
            }
        });
        return missing.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "privileges-missing",
                        cluster.side() + ": " + String.join(", ", missing),
                        "the user may not do what the upgrade does there",
                        "give the user a role with these privileges, or take another user"));
    }
}
