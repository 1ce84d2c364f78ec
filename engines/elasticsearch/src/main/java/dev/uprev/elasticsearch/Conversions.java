package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns definitions of one release into those of another. */
final class Conversions {
    private final Move move;

    Conversions(Move move) {
        this.move = move;
    }

    ConvertedIndex convert(IndexDefinition index) {
        List<TargetIndex> targets = new ArrayList<>();
        SortedMap<String, TargetIndices.Destination> destinations = new TreeMap<>();
        for (Map.Entry<String, ObjectNode> each : index.mappings().entrySet()) {
            if (targets.isEmpty()) {
                targets.add(new TargetIndex(
                        index.name(), settings(index), each.getKey(), each.getValue(), index.aliases()));
                destinations.put(
                        new DocumentSet(index.name(), each.getKey()).name(),
                        new TargetIndices.Destination(index.name(), each.getKey(), Optional.empty()));
            }
        }
        if (targets.isEmpty()) {
            targets.add(new TargetIndex(
                    index.name(),
                    settings(index),
                    DocumentSet.ONLY_TYPE,
                    Json.mapper().createObjectNode(),
                    index.aliases()));
        }
        return new ConvertedIndex(targets, destinations, List.of());
    }

    private SortedMap<String, com.fasterxml.jackson.databind.JsonNode> settings(IndexDefinition index) {
        SortedMap<String, com.fasterxml.jackson.databind.JsonNode> settings = new TreeMap<>(index.settings());
        settings.keySet()
                .removeIf(name -> OwnSettings.is(name) || ElasticsearchOptions.fits(move.dropSettings(), name));
        return settings;
    }

    /** Where the documents of a dump go. */
    TargetIndices targets(DumpedDefinitions dumped) {
        SortedMap<String, TargetIndices.Destination> all = new TreeMap<>();
        for (SourceIndex index : dumped.indices()) {
            all.putAll(convert(dumped.index(index)).destinations());
        }
        return new TargetIndices(all);
    }
}
