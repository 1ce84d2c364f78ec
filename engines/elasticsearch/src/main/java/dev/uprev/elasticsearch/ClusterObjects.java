package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sorts of objects that a cluster has beside its indices, in the order in which they are to be made. */
enum ClusterObjects {
    SCRIPTS("/_cluster/state/metadata?filter_path=metadata.stored_scripts", "/_scripts", 5, 0) {
        @Override
        JsonNode listed(JsonNode answer) {
            JsonNode scripts = answer.path("metadata").path("stored_scripts");
            ObjectNode named = Json.mapper().createObjectNode();
            // 5.x has each under its language too, or, where it is from before, under that alone.
            scripts.properties().forEach(each -> named.set(each.getKey().replaceFirst("^.*#", ""), each.getValue()));
            return named;
        }

        @Override
        JsonNode body(JsonNode definition) {
            return Json.mapper().createObjectNode().set("script", definition);
        }
    },
    PIPELINES("/_ingest/pipeline", "/_ingest/pipeline", 5, 0),
    LIFECYCLE_POLICIES("/_ilm/policy", "/_ilm/policy", 6, 6) {
        @Override
        JsonNode body(JsonNode definition) {
            return Json.mapper().createObjectNode().set("policy", definition.path("policy"));
        }
    },
    COMPONENT_TEMPLATES("/_component_template", "/_component_template", 7, 8) {
        @Override
        JsonNode listed(JsonNode answer) {
            return named(answer.path("component_templates"), "component_template");
        }
    },
    LEGACY_TEMPLATES("/_template?flat_settings=true", "/_template", 5, 0),
    INDEX_TEMPLATES("/_index_template", "/_index_template", 7, 8) {
        @Override
        JsonNode listed(JsonNode answer) {
            return named(answer.path("index_templates"), "index_template");
        }
    };

    private final String list;
    private final String one;
    private final int sinceMajor;
    private final int sinceMinor;

    ClusterObjects(String list, String one, int sinceMajor, int sinceMinor) {
        this.list = list;
        this.one = one;
        this.sinceMajor = sinceMajor;
        this.sinceMinor = sinceMinor;
    }

    /** The name of their item in the archive. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What one of them is called, for people. */
    String word() {
        return name().toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replaceFirst("ies$", "y")
                .replaceFirst("s$", "");
    }

    boolean isKnownTo(Product product) {
        return product.hasSince(sinceMajor, sinceMinor);
    }

    /** All of a cluster by name, the built-in ones too; absent where it does not know such objects. */
    Optional<SortedMap<String, JsonNode>> of(Cluster cluster) {
        if (!isKnownTo(cluster.product())) {
            return Optional.empty();
        }
        return cluster.findIfKnown(list)
                .map(answer -> byName(listed(answer)))
                // A pipeline that is not there is no list without any.
                .or(() -> this == PIPELINES ? Optional.of(new TreeMap<>()) : Optional.empty());
    }

    /** The objects of an item of the archive, or of an answer that has been taken apart. */
    static SortedMap<String, JsonNode> byName(JsonNode objects) {
        SortedMap<String, JsonNode> byName = new TreeMap<>();
        objects.properties().forEach(each -> byName.put(each.getKey(), each.getValue()));
        return byName;
    }

    Call make(String name, JsonNode definition) {
        return Call.json("PUT", path(name), body(definition));
    }

    Call remove(String name) {
        return Call.of("DELETE", path(name));
    }

    private String path(String name) {
        return one + "/" + Paths.encoded(name);
    }

    /** The objects of an answer by name. */
    JsonNode listed(JsonNode answer) {
        return answer;
    }

    /** What a request has to say to make one. */
    JsonNode body(JsonNode definition) {
        return definition;
    }

    private static JsonNode named(JsonNode list, String content) {
        ObjectNode named = Json.mapper().createObjectNode();
        list.forEach(each -> named.set(each.path("name").asText(), each.path(content)));
        return named;
    }
}
