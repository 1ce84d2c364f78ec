package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
import java.util.Collection;
import java.util.Optional;

/**
 * Settings of the target's indices while documents are loaded: no refreshes, no replicas, and writes reach the disk
 * some seconds later. The former settings are in the journal before they are changed, so that they are put back
 * whatever happens.
 */
final class LoadMode {
    private static final String KEY = "load.settings ";
    private static final String REFRESH = "index.refresh_interval";
    private static final String REPLICAS = "index.number_of_replicas";
    private static final String EXPANDING = "index.auto_expand_replicas";
    private static final String DURABILITY = "index.translog.durability";

    private final StepContext context;
    private final Cluster target;

    LoadMode(StepContext context, Cluster target) {
        this.context = context;
        this.target = target;
    }

    void enter(String index) {
        if (former(index).isEmpty()) {
            JsonNode settings = target.get(Paths.of(index, "_settings") + "?flat_settings=true")
                    .elements()
                    .next()
                    .path("settings");
            ObjectNode former = Json.mapper().createObjectNode();
            for (String name : new String[] {REFRESH, REPLICAS, EXPANDING, DURABILITY}) {
                // A null takes a setting back to what it is without one.
                former.set(name, settings.get(name));
            }
            context.remember(KEY + index, former.toString());
        }
        ObjectNode load = Json.mapper().createObjectNode();
        load.put(REFRESH, "-1").put(EXPANDING, "false").put(REPLICAS, 0).put(DURABILITY, "async");
        set(index, load);
    }

    /** Makes sure that all documents are on disk, and can be found. */
    void settle(String index) {
        target.call(Call.of("POST", Paths.of(index, "_flush") + "?wait_if_ongoing=true"));
        target.call(Call.of("POST", Paths.of(index, "_refresh")));
    }

    /** Puts the former settings back, if they were changed. */
    void leave(String index) {
        Optional<String> former = former(index);
        if (former.isPresent()) {
            set(index, (ObjectNode) Json.read(former.get(), JsonNode.class));
            context.remember(KEY + index, "");
        }
    }

    /** The same where something has failed already, and the indices may be gone, or the target. */
    void leaveAfter(Exception failure, Collection<String> indices) {
        for (String index : indices) {
            try {
                leave(index);
            } catch (UpgradeException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private Optional<String> former(String index) {
        return context.recall(KEY + index).filter(text -> !text.isEmpty());
    }

    private void set(String index, ObjectNode settings) {
        target.call(Call.json("PUT", Paths.of(index, "_settings"), settings));
    }
}
