package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An index as it will be on the target.
 *
 * @param settings by their whole names
 * @param type mapping type, where the target has them; else {@code _doc}
 */
record TargetIndex(
        String name, SortedMap<String, JsonNode> settings, String type, ObjectNode mapping, ObjectNode aliases) {
    /**
     * Settings by which the target would refuse documents, change them, or act on an index that is not full yet; they
     * are set when all documents are there.
     */
    private static final Predicate<String> LATER = java.util.regex.Pattern.compile(
                    "index\\.(blocks\\..*|default_pipeline|final_pipeline|lifecycle\\..*)")
            .asMatchPredicate();

    /** The request that makes it, without documents. */
    Call make(Product target) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.set("settings", Settings.json(earlySettings()));
        if (target.isTypeless()) {
            body.set("mappings", mapping);
        } else if (!mapping.isEmpty()) {
            body.putObject("mappings").set(type, mapping);
        }
        body.set("aliases", aliases);
        return Call.json("PUT", Paths.of(name), body);
    }

    /** How many shards it has, with all copies. */
    long shards() {
        return (long) Settings.number(settings, "index.number_of_shards", 1)
                * (1 + Settings.number(settings, "index.number_of_replicas", 1));
    }

    /** What it is made with. */
    SortedMap<String, JsonNode> earlySettings() {
        return settings(LATER.negate());
    }

    /** What is to be set when the documents are there. */
    SortedMap<String, JsonNode> laterSettings() {
        return settings(LATER);
    }

    private SortedMap<String, JsonNode> settings(Predicate<String> which) {
        SortedMap<String, JsonNode> some = new TreeMap<>(settings);
        some.keySet().removeIf(which.negate());
        return some;
    }
}
