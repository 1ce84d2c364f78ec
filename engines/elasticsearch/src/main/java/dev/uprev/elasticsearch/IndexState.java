package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be known of an index to read its documents, and to see later whether they have changed.
 *
 * @param uuid another one when the index was made anew
 * @param numbered whether each change has a sequence number, that is, whether the index was made by 6.0 or later
 * @param throttled whether a search finds nothing in it unless it says otherwise, as in a frozen index
 * @param largestPage how many documents a search may give
 * @param shards by their numbers
 */
record IndexState(String uuid, boolean numbered, boolean throttled, int largestPage, SortedMap<Integer, Shard> shards) {
    private static final long FIRST_NUMBERED = 6_000_000;
    private static final int DEFAULT_LARGEST_PAGE = 10_000;

    /**
     * A shard.
     *
     * @param last its last sequence number; -1 where it has none
     * @param changes operations that its node remembers
     * @param documents nested ones included
     * @param bytes on disk
     */
    record Shard(long last, long changes, long documents, long bytes) {}

    IndexState {
        shards = Collections.unmodifiableSortedMap(new TreeMap<>(shards));
    }

    static IndexState of(Cluster cluster, String index) {
        JsonNode settings =
                cluster.get(Paths.of(index, "_settings")).elements().next().at("/settings/index");
        JsonNode stats = cluster.get(Paths.of(index, "_stats") + "/docs,store,indexing?level=shards");
        SortedMap<Integer, Shard> shards = new TreeMap<>();
        JsonNode copies = stats.path("indices").path(index).path("shards");
        for (Map.Entry<String, JsonNode> shard : copies.properties()) {
            for (JsonNode copy : shard.getValue()) {
                if (copy.at("/routing/primary").asBoolean()) {
                    shards.put(Integer.valueOf(shard.getKey()), shard(copy));
                }
            }
        }
        boolean numbered = settings.at("/version/created").asLong() >= FIRST_NUMBERED;
        int largestPage = settings.path("max_result_window").asInt(DEFAULT_LARGEST_PAGE);
        boolean throttled = settings.at("/search/throttled").asBoolean();
        return new IndexState(settings.path("uuid").asText(), numbered, throttled, largestPage, shards);
    }

    private static Shard shard(JsonNode copy) {
        return new Shard(
                copy.at("/seq_no/max_seq_no").asLong(-1),
                copy.at("/indexing/index_total").asLong()
                        + copy.at("/indexing/delete_total").asLong(),
                copy.at("/docs/count").asLong(),
                copy.at("/store/size_in_bytes").asLong());
    }

    /**
     * What a search or a count adds to its other parameters, to find documents of a frozen index too.
     *
     * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/7.17/frozen-indices.html">Frozen
     *     indices</a>
     */
    String parameters() {
        return throttled ? "&ignore_throttled=false" : "";
    }

    long documents() {
        return shards.values().stream().mapToLong(Shard::documents).sum();
    }

    long bytes() {
        return shards.values().stream().mapToLong(Shard::bytes).sum();
    }

    /** Operations that its nodes remember. */
    long changes() {
        return shards.values().stream().mapToLong(Shard::changes).sum();
    }

    /** The same as long as no document is written or deleted. */
    String text() {
        StringBuilder text = new StringBuilder(uuid);
        shards.forEach((number, shard) -> text.append(' ')
                .append(number)
                .append(':')
                .append(numbered ? shard.last : shard.changes + "/" + shard.documents));
        return text.toString();
    }
}
