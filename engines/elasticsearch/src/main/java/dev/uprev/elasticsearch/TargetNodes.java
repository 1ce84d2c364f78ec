package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes of the target.
 *
 * @param started by their ids, in milliseconds since 1970 by their own clocks
 * @param largestRequest in bytes; what the one takes that takes least
 */
record TargetNodes(SortedMap<String, Long> started, long largestRequest) {
    private static final long DEFAULT_LARGEST_REQUEST = 100L << 20;

    TargetNodes {
        started = Collections.unmodifiableSortedMap(new TreeMap<>(started));
    }

    static TargetNodes of(Cluster target) {
        JsonNode nodes = target.get("/_nodes/jvm,http?filter_path=nodes.*.jvm.start_time_in_millis,"
                        + "nodes.*.http.max_content_length_in_bytes")
                .path("nodes");
        SortedMap<String, Long> started = new TreeMap<>();
        nodes.properties()
                .forEach(node -> started.put(
                        node.getKey(),
                        node.getValue().at("/jvm/start_time_in_millis").asLong()));
        long largest = nodes.findValuesAsText("max_content_length_in_bytes").stream()
                .mapToLong(Long::parseLong)
                .min()
                .orElse(DEFAULT_LARGEST_REQUEST);
        return new TargetNodes(started, largest);
    }

    /** Another one when a node was started anew. */
    String text() {
        return started.toString();
    }
}
