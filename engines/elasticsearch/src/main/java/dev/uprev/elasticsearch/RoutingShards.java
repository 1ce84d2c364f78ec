package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Into how many parts the hashes of routings are divided before these are dealt out to shards. Two documents of the
 * same id and different routing are two as long as they are in different shards, so that it must be the same on the
 * target; since 7.0 a new index has more of them than before. No release gives it as a setting; from 7 on it is in the
 * state of the cluster.
 *
 * @see <a
 *     href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/mapping-routing-field.html#_routing_to_an_index_partition">Routing</a>
 */
final class RoutingShards {
    /** How it is told when an index is made. */
    static final String SETTING = "index.number_of_routing_shards";

    /** Where it stands in the state of the cluster, and in the definition of an index in an archive. */
    static final String MEMBER = "routing_num_shards";

    /** 7.0, as servers write it. */
    private static final int FIRST_WITH_MORE = 7_000_000;

    private static final String SHARDS = "index.number_of_shards";

    private RoutingShards() {}

    /** Of all indices of a cluster, by name. */
    static SortedMap<String, JsonNode> of(Cluster cluster) {
        SortedMap<String, JsonNode> all = new TreeMap<>();
        cluster.get("/_cluster/state/metadata?filter_path=metadata.indices.*." + MEMBER)
                .path("metadata")
                .path("indices")
                .properties()
                .forEach(index -> all.put(index.getKey(), index.getValue().path(MEMBER)));
        return all;
    }

    /** Adds it to what {@code GET /index} tells of an index. */
    static JsonNode added(JsonNode definition, JsonNode number) {
        if (definition instanceof ObjectNode object && number.isNumber()) {
            object.set(MEMBER, number);
        }
        return definition;
    }

    /** Makes it a setting; with one shard it does not matter. */
    static void set(SortedMap<String, JsonNode> settings, JsonNode definition) {
        int shards = Settings.number(settings, SHARDS, 1);
        JsonNode number = definition.path(MEMBER);
        if (shards > 1 && number.isNumber()) {
            settings.put(SETTING, TextNode.valueOf(number.asText()));
        } else if (shards > 1 && hasOneForEachShard(settings)) {
            settings.put(SETTING, TextNode.valueOf(String.valueOf(shards)));
        }
    }

    /** Releases before 7 do not tell it; unless told otherwise, they make as many as shards. */
    private static boolean hasOneForEachShard(SortedMap<String, JsonNode> settings) {
        int created = Settings.number(settings, "index.version.created", 0);
        return created > 0
                && created < FIRST_WITH_MORE
                && settings.keySet().stream().noneMatch(name -> name.matches("index\\.(resize|shrink)\\.source\\..*"));
    }
}
