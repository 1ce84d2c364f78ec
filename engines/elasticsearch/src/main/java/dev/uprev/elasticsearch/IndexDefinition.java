package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an index is made by.
 *
 * @param settings by their whole names
 * @param mappings by mapping type; that of a release without types is under {@code _doc}
 * @param aliases as {@code GET /index} gives them
 */
record IndexDefinition(
        String name, SortedMap<String, JsonNode> settings, SortedMap<String, ObjectNode> mappings, ObjectNode aliases) {
    /** Of 6.x and before: what a mapping type gets that is made later. */
    static final String DEFAULT_MAPPING = "_default_";

    /**
     * What {@code GET /index} tells of one index, and {@link RoutingShards}.
     *
     * @param product whose answer it is
     */
    static IndexDefinition of(String name, JsonNode answer, Product product) {
        SortedMap<String, JsonNode> settings = Settings.ofIndex(answer.path("settings"));
        RoutingShards.set(settings, answer);
        return new IndexDefinition(
                name,
                settings,
                mappings(answer.path("mappings"), product),
                answer.path("aliases").isObject()
                        ? answer.path("aliases").deepCopy()
                        : Json.mapper().createObjectNode());
    }

    /** Mappings by type, whatever the release. */
    static SortedMap<String, ObjectNode> mappings(JsonNode mappings, Product product) {
        SortedMap<String, ObjectNode> types = new TreeMap<>();
        if (!product.isTypeless()) {
            mappings.properties().forEach(type -> types.put(type.getKey(), object(type.getValue())));
        } else {
            // Documents without any member have a mapping without any field.
            types.put(DocumentSet.ONLY_TYPE, object(mappings));
        }
        return types;
    }

    private static ObjectNode object(JsonNode node) {
        return node.isObject() ? node.deepCopy() : Json.mapper().createObjectNode();
    }

    /** Types that documents can have. */
    List<String> types() {
        return mappings.keySet().stream()
                .filter(type -> !type.equals(DEFAULT_MAPPING))
                .toList();
    }

    SourceIndex.StoredSource stored() {
        boolean partial = false;
        for (ObjectNode mapping : mappings.values()) {
            JsonNode source = mapping.path("_source");
            if (!source.path("enabled").asBoolean(true)
                    || source.path("mode").asText().equals("disabled")) {
                return SourceIndex.StoredSource.NONE;
            }
            partial |= !isEmptyList(source.path("includes")) || !isEmptyList(source.path("excludes"));
        }
        return partial ? SourceIndex.StoredSource.PARTIAL : SourceIndex.StoredSource.WHOLE;
    }

    private static boolean isEmptyList(JsonNode list) {
        Iterator<JsonNode> each = list.elements();
        return !each.hasNext() && !list.isTextual();
    }
}
