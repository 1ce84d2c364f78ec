package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Data streams: names that stand for a row of hidden indices, of which the last takes what is written. The indices go
 * over as all others do; then an alias of them is turned into a stream, where the target can do that, and stays an
 * alias where not.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/indices-migrate-to-data-stream.html">How
 *     an alias becomes a stream</a>
 */
final class DataStreams {
    /** Name of their item in the archive. */
    static final String ITEM = "data-streams";

    private DataStreams() {}

    /**
     * A stream.
     *
     * @param indices of which the last takes what is written
     */
    record Stream(String name, List<String> indices) {}

    /** Which index belongs to which stream. */
    static Map<String, String> byIndex(Cluster cluster) {
        Map<String, String> streams = new HashMap<>();
        list(cluster)
                .ifPresent(all -> of(all).forEach(
                                stream -> stream.indices().forEach(index -> streams.put(index, stream.name()))));
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

    static List<Stream> of(JsonNode list) {
        List<Stream> streams = new ArrayList<>();
        list.forEach(each -> {
            List<String> indices = new ArrayList<>();
            each.path("indices")
                    .forEach(index -> indices.add(index.path("index_name").asText()));
            streams.add(new Stream(each.path("name").asText(), indices));
        });
        return streams;
    }

    /** The streams of which all indices go, as the server tells of them. */
    static JsonNode going(Cluster source, Set<String> indices) {
        ArrayNode going = Json.mapper().createArrayNode();
        list(source)
                .ifPresent(all -> all.forEach(each -> {
                    List<Stream> stream = of(Json.mapper().createArrayNode().add(each));
                    if (indices.containsAll(stream.get(0).indices())) {
                        going.add(each);
                    }
                }));
        return going;
    }

    /**
     * Makes streams of indices that are there; what is one already stays as it is.
     *
     * @param asStreams else an alias is all there will be
     */
    static void make(Cluster target, boolean asStreams, List<Stream> streams) {
        List<String> there = new ArrayList<>();
        list(target)
                .ifPresent(
                        all -> all.forEach(each -> there.add(each.path("name").asText())));
        for (Stream stream : streams) {
            if (there.contains(stream.name())) {
                continue;
            }
            target.call(Call.json("POST", "/_aliases", alias(stream)));
            if (asStreams) {
                target.call(Call.of("POST", "/_data_stream/_migrate/" + Paths.encoded(stream.name())));
            }
        }
    }

    /** What becomes of a stream where the target makes none of indices that are there. */
    static Change asAlias(Stream stream) {
        return new Change(
                Conversion.STREAM_TO_ALIAS,
                "data stream " + stream.name(),
                "an alias of " + stream.indices().size() + " indices");
    }

    private static ObjectNode alias(Stream stream) {
        ObjectNode aliases = Json.mapper().createObjectNode();
        ArrayNode actions = aliases.putArray("actions");
        for (int i = 0; i < stream.indices().size(); i++) {
            ObjectNode add = actions.addObject().putObject("add");
            add.put("index", stream.indices().get(i)).put("alias", stream.name());
            add.put("is_write_index", i == stream.indices().size() - 1);
        }
        return aliases;
    }
}
