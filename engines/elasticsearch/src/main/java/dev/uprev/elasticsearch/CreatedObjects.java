package dev.uprev.elasticsearch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run makes on the target, which had nothing of these names: kept in the journal before anything is made, so
 * that an undo takes away that and nothing else. For one thread.
 */
final class CreatedObjects {
    /** The sort of indices, beside those of {@link ClusterObjects}. */
    static final String INDICES = "indices";

    /** The sort of data streams. */
    static final String DATA_STREAMS = "data-streams";

    /** The sort of persistent settings of the cluster. */
    static final String SETTINGS = "settings";

    private static final String KEY = "definitions.created";

    private final StepContext context;

    CreatedObjects(StepContext context) {
        this.context = context;
    }

    private Map<String, SortedSet<String>> all() {
        String text = context.recall(KEY).orElse("");
        return text.isEmpty()
                ? new TreeMap<>()
                : Json.mapper()
                        .convertValue(
                                Json.read(text, JsonNode.class),
                                new TypeReference<TreeMap<String, SortedSet<String>>>() {});
    }

    Set<String> names(String sort) {
        return all().getOrDefault(sort, new TreeSet<>());
    }

    void note(String sort, Collection<String> names) {
        Map<String, SortedSet<String>> all = all();
        all.computeIfAbsent(sort, missing -> new TreeSet<>()).addAll(names);
        context.remember(KEY, Json.write(all));
    }

    /** Removes all of it: first what needs the others. */
    void remove(Cluster target) {
        names(DATA_STREAMS).forEach(name -> remove(target, Call.of("DELETE", "/_data_stream/" + Paths.encoded(name))));
        names(INDICES).forEach(name -> removeIndex(target, name));
        ClusterObjects[] sorts = ClusterObjects.values();
        for (int i = sorts.length - 1; i >= 0; i--) {
            ClusterObjects sort = sorts[i];
            names(sort.id()).forEach(name -> remove(target, sort.remove(name)));
        }
        names(SETTINGS).forEach(name -> remove(target, ClusterSettings.remove(name)));
        context.remember(KEY, "");
    }

    /** Some blocks forbid even that. */
    private static void removeIndex(Cluster target, String name) {
        Call delete = Call.of("DELETE", Paths.of(name));
        Answer answer = target.ask(delete);
        if (answer.errorType().equals("cluster_block_exception")) {
            ObjectNode open = Json.mapper().createObjectNode();
            open.putNull("index.blocks.read_only").putNull("index.blocks.metadata");
            target.call(Call.json("PUT", Paths.of(name, "_settings"), open));
            remove(target, delete);
        } else {
            requireGone(target, delete, answer);
        }
    }

    private static void remove(Cluster target, Call call) {
        requireGone(target, call, target.ask(call));
    }

    private static void requireGone(Cluster target, Call call, Answer answer) {
        if (!answer.isSuccess() && !answer.isNotFound()) {
            throw ElasticsearchErrors.refused(target.side(), call, answer);
        }
    }
}
