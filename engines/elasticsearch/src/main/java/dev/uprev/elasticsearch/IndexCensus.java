package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.json.Json;
import dev.uprev.plan.Difference;
import dev.uprev.transfer.Differences;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The indices of a cluster, closed and hidden ones too.
 *
 * @param indices by name
 */
record IndexCensus(SortedMap<String, Index> indices) {
    /** Ids of versions count in millions for each major. */
    private static final long MAJOR = 1_000_000;

    private static final String OF_METADATA = "/_cluster/state/metadata?filter_path=metadata.indices.*.state,"
            + "metadata.indices.*.settings.index.version,"
            + "metadata.indices.*.settings.index.number_of_replicas,"
            + "metadata.indices.*.settings.index.auto_expand_replicas,"
            + "metadata.indices.*.settings.index.blocks";

    /**
     * An index.
     *
     * @param open whether it is
     * @param createdBy the major that created it
     * @param replicas how many copies of each shard are wanted besides the first
     * @param writeBlocked whether it takes no documents
     * @param documents how many Lucene documents there are, nested ones too; 0 where it is closed
     */
    record Index(boolean open, int createdBy, int replicas, boolean writeBlocked, long documents) {}

    /** All that there are now, with the documents that a search would not find yet. */
    static IndexCensus refreshed(Cluster cluster) {
        cluster.ask(Call.of("POST", "/_refresh?" + wanted(cluster)));
        return of(cluster);
    }

    /** All that there are now. */
    static IndexCensus of(Cluster cluster) {
        JsonNode stats = cluster.get("/_stats/docs?filter_path=indices.*.primaries.docs.count&" + wanted(cluster));
        SortedMap<String, Index> indices = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each :
                cluster.get(OF_METADATA).path("metadata").path("indices").properties()) {
            JsonNode settings = each.getValue().path("settings").path("index");
            indices.put(
                    each.getKey(),
                    new Index(
                            each.getValue().path("state").asText().equals("open"),
                            (int) (settings.path("version").path("created").asLong() / MAJOR),
                            settings.path("number_of_replicas").asInt(),
                            settings.path("blocks").path("write").asBoolean(),
                            stats.path("indices")
                                    .path(each.getKey())
                                    .path("primaries")
                                    .path("docs")
                                    .path("count")
                                    .asLong()));
        }
        return new IndexCensus(indices);
    }

    private static String wanted(Cluster cluster) {
        return "expand_wildcards=open" + (cluster.product().hasSince(7, 7) ? ",hidden" : "");
    }

    static IndexCensus fromJson(String text) {
        return Json.read(text, IndexCensus.class);
    }

    String toJson() {
        return Json.write(this);
    }

    long documents() {
        return indices.values().stream().mapToLong(Index::documents).sum();
    }

    /**
     * Adds what is not as it was. Indices of the server's own change by themselves: newer releases move them to others.
     *
     * @param written whether others have been writing all the time: then documents may be more, or fewer
     */
    void compare(IndexCensus now, boolean written, Differences differences) {
        indices.forEach((name, before) -> {
            if (name.startsWith(".")) {
                return;
            }
            Index found = now.indices().get(name);
            if (found == null) {
                differences.add(new Difference("index " + name, "existence", "there", "missing"));
                return;
            }
            if (found.open() != before.open()) {
                differences.add(new Difference("index " + name, "state", state(before), state(found)));
            }
            if (!written && found.documents() != before.documents()) {
                differences.add(new Difference(
                        "index " + name,
                        "number of documents",
                        String.valueOf(before.documents()),
                        String.valueOf(found.documents())));
            }
        });
    }

    private static String state(Index index) {
        return index.open() ? "open" : "closed";
    }
}
