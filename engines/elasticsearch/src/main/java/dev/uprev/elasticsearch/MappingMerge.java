package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes one mapping of several that agree where they speak of the same. */
final class MappingMerge {
    private final ObjectNode merged = Json.mapper().createObjectNode();
    private final List<String> contradictions = new ArrayList<>();

    private MappingMerge() {}

    static MappingMerge of(Collection<ObjectNode> mappings) {
        MappingMerge merge = new MappingMerge();
        mappings.forEach(mapping -> merge.add("", merge.merged, mapping));
        return merge;
    }

    ObjectNode merged() {
        return merged;
    }

    /** Where they do not agree, by path; the first one wins. */
    List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    private void add(String path, ObjectNode into, ObjectNode from) {
        from.properties().forEach(each -> {
            String name = each.getKey();
            JsonNode there = into.path(name);
            JsonNode value = each.getValue();
            if (there instanceof ObjectNode object && value instanceof ObjectNode more) {
                add(path + name + ".", object, more);
            } else if (there.isMissingNode()) {
                into.set(name, value.deepCopy());
            } else if (name.equals("dynamic_templates")) {
                into.set(name, union(there, value));
            } else if (!isSame(there, value)) {
                contradictions.add(path + name + ": " + there + " and " + value);
            }
        });
    }

    /** Whatever the type of the value: true and "true" are the same. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        boolean values = one.isValueNode() && other.isValueNode();
        return values ? one.asText().equals(other.asText()) : one.equals(other);
    }

    private static JsonNode union(JsonNode one, JsonNode other) {
        List<JsonNode> all = new ArrayList<>();
        one.forEach(all::add);
        other.forEach(each -> {
            if (!all.contains(each)) {
                all.add(each);
            }
        });
        return Json.mapper().createArrayNode().addAll(all);
    }
}
