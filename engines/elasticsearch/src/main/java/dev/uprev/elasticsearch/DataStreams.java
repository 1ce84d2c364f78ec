package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Data streams: names that stand for a row of hidden indices, of which the last takes what is written. */
final class DataStreams {
    private DataStreams() {}

    /** Which index belongs to which stream. */
    static Map<String, String> byIndex(Cluster cluster) {
        Map<String, String> streams = new HashMap<>();
        list(cluster)
                .ifPresent(all -> all.forEach(stream -> stream.path("indices")
                        .forEach(index -> streams.put(
                                index.path("index_name").asText(),
                                stream.path("name").asText()))));
        return streams;
    }

    /** All streams as the server tells of them; absent where it knows none. */
    static Optional<JsonNode> list(Cluster cluster) {
        if (!cluster.product().hasSince(7, 9)) {
            return Optional.empty();
        }
        return cluster.findIfKnown("/_data_stream" + (cluster.product().openSearch() ? "" : "?expand_wildcards=all"))
                .map(answer -> answer.path("data_streams"));
    }
}
