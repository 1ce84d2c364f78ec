package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What definitions come to on a target, by name.
 *
 * @param indices all of them
 * @param objects of each sort
 * @param changes on the way, those that forbid it too
 */
record PlannedDefinitions(
        List<TargetIndex> indices, Map<ClusterObjects, Map<String, JsonNode>> objects, List<Change> changes) {
    static PlannedDefinitions of(DefinitionSource source, Move move, TargetFeatures features) {
        Conversions conversions = new Conversions(move, features);
        List<TargetIndex> indices = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        source.eachIndex((index, definition) -> {
            ConvertedIndex converted = conversions.convert(definition);
            indices.addAll(converted.targets());
            changes.addAll(converted.changes());
        });
        ObjectConversions conversion = new ObjectConversions(move, features);
        Map<ClusterObjects, Map<String, JsonNode>> objects = new LinkedHashMap<>();
        for (ClusterObjects sort : ClusterObjects.values()) {
            objects.put(sort, conversion.convert(sort, source.of(sort), changes));
        }
        if (!features.streams()) {
            source.streams().forEach(stream -> changes.add(DataStreams.asAlias(stream)));
        }
        return new PlannedDefinitions(indices, objects, changes);
    }
}
