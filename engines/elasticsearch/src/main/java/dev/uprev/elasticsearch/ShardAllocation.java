package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
import java.util.List;
import java.util.Optional;

/**
 * Which copies of shards the cluster may put to nodes. While a node is down for a moment, no new copies are to be made
 * of what it has. The setting of before is in the journal, and put back also after a crash.
 */
final class ShardAllocation {
    private static final String SETTING = "cluster.routing.allocation.enable";
    private static final String KEY = "former " + SETTING;
    private static final List<String> LEVELS = List.of("persistent", "transient");

    private final StepContext run;

    ShardAllocation(StepContext run) {
        this.run = run;
    }

    /** Notes the setting, once. */
    void note(Cluster cluster) {
        if (run.recall(KEY).filter(text -> !text.isEmpty()).isEmpty()) {
            JsonNode settings = cluster.get("/_cluster/settings?flat_settings=true");
            ObjectNode former = Json.mapper().createObjectNode();
            for (String level : LEVELS) {
                Optional.ofNullable(settings.path(level).get(SETTING)).ifPresent(value -> former.set(level, value));
            }
            run.remember(KEY, former.toString());
        }
    }

    /** Allows those copies only that are the first of their shard, which a node takes up that comes back. */
    void restrict(Cluster cluster) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.putObject("persistent").put(SETTING, "primaries");
        // It would win over the other; releases that have none any more do not show one either.
        if (cluster.get("/_cluster/settings?flat_settings=true")
                .path("transient")
                .has(SETTING)) {
            body.putObject("transient").putNull(SETTING);
        }
        cluster.call(Call.json("PUT", "/_cluster/settings", body));
    }

    /** Puts the setting back; does nothing where it was not noted. */
    void release(Cluster cluster) {
        Optional<String> noted = run.recall(KEY).filter(text -> !text.isEmpty());
        if (noted.isEmpty()) {
            return;
        }
        JsonNode former = Json.read(noted.get(), JsonNode.class);
        ObjectNode body = Json.mapper().createObjectNode();
        for (String level : LEVELS) {
            if (former.has(level)) {
                body.putObject(level).set(SETTING, former.get(level));
            } else if (level.equals("persistent")) {
                body.putObject(level).putNull(SETTING);
            }
        }
        cluster.call(Call.json("PUT", "/_cluster/settings", body));
    }

    void forget() {
        run.remember(KEY, "");
    }
}
