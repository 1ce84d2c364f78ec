package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Persistent settings of a cluster that go over: those of how it treats indices and searches. Those that name nodes or
 * hosts, or fit the sizes of the source's nodes, do not.
 *
 * @see <a
 *     href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/cluster-update-settings.html">Persistent</a>
 */
final class ClusterSettings {
    /** Name of their item in the archive. */
    static final String ITEM = "cluster-settings";

    private static final Predicate<String> GOES = Pattern.compile("action\\.auto_create_index"
                    + "|action\\.destructive_requires_name|search\\.default_search_timeout"
                    + "|search\\.default_allow_partial_results|search\\.default_keep_alive|search\\.max_keep_alive"
                    + "|search\\.max_buckets|search\\.allow_expensive_queries|cluster\\.indices\\.close\\.enable"
                    + "|cluster\\.max_shards_per_node|script\\.max_compilations_rate"
                    + "|indices\\.lifecycle\\.poll_interval|slm\\.retention_schedule|slm\\.retention_duration")
            .asMatchPredicate();

    private ClusterSettings() {}

    /** Those of a cluster that go over. */
    static SortedMap<String, JsonNode> going(Cluster cluster) {
        SortedMap<String, JsonNode> settings = all(cluster);
        settings.keySet().removeIf(GOES.negate());
        return settings;
    }

    /** Those that do not. */
    static SortedMap<String, JsonNode> staying(Cluster cluster) {
        SortedMap<String, JsonNode> settings = all(cluster);
        settings.keySet().removeIf(GOES);
        return settings;
    }

    /** All of them. */
    static SortedMap<String, JsonNode> all(Cluster cluster) {
        return Settings.flat(
                cluster.get("/_cluster/settings?flat_settings=true").path("persistent"));
    }

    /** What counts of all settings there are, those that nobody has set too. */
    static SortedMap<String, JsonNode> effective(Cluster cluster) {
        JsonNode settings = cluster.get("/_cluster/settings?flat_settings=true&include_defaults=true");
        SortedMap<String, JsonNode> effective = Settings.flat(settings.path("defaults"));
        effective.putAll(Settings.flat(settings.path("persistent")));
        effective.putAll(Settings.flat(settings.path("transient")));
        return effective;
    }

    /** Sets one that the target does not have yet. */
    static Call make(String name, JsonNode value) {
        return put(name, value);
    }

    static Call remove(String name) {
        return put(name, Json.mapper().nullNode());
    }

    private static Call put(String name, JsonNode value) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.putObject("persistent").set(name, value);
        return Call.json("PUT", "/_cluster/settings", body);
    }
}
