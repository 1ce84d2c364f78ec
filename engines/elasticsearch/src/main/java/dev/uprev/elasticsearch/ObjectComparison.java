package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares the objects and the data streams of a cluster with what those of a dump come to there. */
final class ObjectComparison {
    private final DumpedDefinitions dumped;
    private final Cluster target;
    private final TargetFeatures features;
    private final ObjectConversions conversions;
    private final Differences differences;

    ObjectComparison(StepContext context, DumpedDefinitions dumped, Cluster target, Differences differences) {
        this.dumped = dumped;
        this.target = target;
        this.features = TargetFeatures.of(target);
        this.conversions = new ObjectConversions(
                Move.of(dumped.product(), target.product(), context.plan().request()), features);
        this.differences = differences;
    }

    /** How a converted object is looked at. */
    enum Converted {
        /** It has to be there as it was converted. */
        COMPARED,
        /** The server has seen to it in its own way: it has to be there. */
        LOOKED_FOR
    }

    /** How many were compared. */
    long carryOut(Converted converted) {
        long compared = dumped.streams().size();
        for (ClusterObjects sort : ClusterObjects.values()) {
            SortedMap<String, JsonNode> all = new TreeMap<>(dumped.of(sort));
            all.keySet()
                    .retainAll(conversions.convert(sort, all, new ArrayList<>()).keySet());
            compared += all.size();
            if (!all.isEmpty()) {
                SortedMap<String, JsonNode> there = sort.of(target).orElseGet(TreeMap::new);
                all.forEach((name, definition) -> object(sort, name, definition, there, converted));
            }
        }
        dumped.streams().forEach(this::stream);
        return compared;
    }

    private void object(
            ClusterObjects sort,
            String name,
            JsonNode definition,
            SortedMap<String, JsonNode> there,
            Converted converted) {
        String object = sort.word() + " " + name;
        JsonNode actual = there.get(name);
        if (actual == null) {
            differences.add(new Difference(object, sort.word(), "there", IndexComparison.MISSING));
            return;
        }
        ObjectConversions.Converted wanted = conversions.convert(sort, name, definition);
        if (converted == Converted.COMPARED || wanted.changes().isEmpty()) {
            IndexComparison.lost(
                    object,
                    "option",
                    comparable(sort, wanted.definition(), target.product()),
                    comparable(sort, actual, target.product()),
                    differences);
        }
    }

    /** An object as paths; what stands for settings and mappings as those of indices. */
    private static SortedMap<String, String> comparable(ClusterObjects sort, JsonNode definition, Product product) {
        ObjectNode rest = definition.deepCopy();
        SortedMap<String, String> all = new TreeMap<>();
        ObjectNode content = sort == ClusterObjects.LEGACY_TEMPLATES
                ? rest
                : rest.path("template") instanceof ObjectNode template ? template : rest;
        if (sort == ClusterObjects.LIFECYCLE_POLICIES) {
            rest.retain("policy");
        } else if (sort != ClusterObjects.PIPELINES && sort != ClusterObjects.SCRIPTS) {
            JsonNode settings = content.remove("settings");
            if (settings != null) {
                IndexComparison.texts(Settings.ofIndex(settings))
                        .forEach((name, value) -> all.put("settings." + name, value));
            }
            JsonNode mappings = content.remove("mappings");
            if (mappings != null) {
                IndexDefinition.mappings(mappings, product)
                        .values()
                        .forEach(mapping -> Defaults.mapping(unwrapped(mapping))
                                .forEach((path, value) -> all.put("mappings." + path, value)));
            }
        }
        all.putAll(Defaults.plain(rest));
        return all;
    }

    /** Some releases show the one type of a template, some do not. */
    private static ObjectNode unwrapped(ObjectNode mapping) {
        return mapping.size() == 1 && mapping.path(DocumentSet.ONLY_TYPE) instanceof ObjectNode inner ? inner : mapping;
    }

    private void stream(DataStreams.Stream stream) {
        List<String> there = new ArrayList<>();
        if (features.streams()) {
            DataStreams.of(DataStreams.list(target).orElseThrow()).stream()
                    .filter(each -> each.name().equals(stream.name()))
                    .forEach(each -> there.addAll(each.indices()));
        } else {
            target.find("/_alias/" + Paths.encoded(stream.name()))
                    .ifPresent(answer -> answer.fieldNames().forEachRemaining(there::add));
            there.sort(Comparator.comparing(stream.indices()::indexOf));
        }
        if (!there.equals(stream.indices())) {
            differences.add(new Difference(
                    "data stream " + stream.name(), "indices", stream.indices().toString(), there.toString()));
        }
    }
}
