package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares definitions of the target with what those of a dump come to there. */
final class DefinitionsComparison {
    private static final String MISSING = "missing";

    private final DumpedDefinitions dumped;
    private final Cluster target;
    private final Differences differences;
    private final TargetFeatures features;
    private final List<String> streams;
    private final Conversions indices;
    private final ObjectConversions objects;
    private long compared;

    DefinitionsComparison(StepContext context, DumpedDefinitions dumped, Cluster target, Differences differences) {
        this.dumped = dumped;
        this.target = target;
        this.differences = differences;
        Move move = Move.of(dumped.product(), target.product(), context.plan().request());
        this.features = TargetFeatures.of(target);
        this.streams = dumped.streams().stream().map(DataStreams.Stream::name).toList();
        this.indices = new Conversions(move, features);
        this.objects = new ObjectConversions(move, features);
    }

    /** How many were compared. */
    long carryOut() {
        for (SourceIndex index : dumped.indices()) {
            indices.convert(dumped.index(index)).targets().forEach(this::index);
        }
        for (ClusterObjects sort : ClusterObjects.values()) {
            objects(sort, objects.convert(sort, dumped.of(sort), new ArrayList<>()));
        }
        dumped.streams().forEach(this::stream);
        return compared;
    }

    private void stream(DataStreams.Stream stream) {
        compared++;
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

    private void index(TargetIndex expected) {
        compared++;
        String object = "index " + expected.name();
        Optional<JsonNode> answer = target.find(Paths.of(expected.name()) + "?flat_settings=true");
        if (answer.isEmpty()) {
            differences.add(new Difference(object, "index", "there", MISSING));
            return;
        }
        IndexDefinition actual =
                IndexDefinition.of(expected.name(), answer.get().path(expected.name()), target.product());
        settings(object, expected, actual);
        mapping(object, expected, actual);
        // Of an index of a stream, the stream is compared.
        actual.aliases().remove(streams);
        compare(object, "alias", Defaults.plain(expected.aliases()), Defaults.plain(actual.aliases()), true);
        expected.aliases().fieldNames().forEachRemaining(alias -> {
            if (!actual.aliases().has(alias)) {
                differences.add(new Difference(object, "alias " + alias, "there", MISSING));
            }
        });
    }

    private void settings(String object, TargetIndex expected, IndexDefinition actual) {
        SortedMap<String, JsonNode> there = new TreeMap<>(actual.settings());
        there.keySet().removeIf(OwnSettings::is);
        compare(object, "setting", texts(expected.settings()), texts(there), true);
    }

    private static SortedMap<String, String> texts(SortedMap<String, JsonNode> settings) {
        SortedMap<String, String> texts = new TreeMap<>();
        settings.forEach((name, value) -> texts.put(name, value.isArray() ? value.toString() : value.asText()));
        return texts;
    }

    /** Fields that documents bring along, and that no mapping of the source has, are no difference. */
    private void mapping(String object, TargetIndex expected, IndexDefinition actual) {
        ObjectNode there = actual.mappings().values().stream()
                .findFirst()
                .orElseGet(dev.uprev.json.Json.mapper()::createObjectNode);
        SortedMap<String, String> wanted = Defaults.mapping(expected.mapping());
        SortedMap<String, String> found = Defaults.mapping(there);
        found.keySet().removeIf(path -> !wanted.containsKey(path) && isOfNewField(path, wanted));
        compare(object, "mapping", wanted, found, true);
    }

    private static boolean isOfNewField(String path, SortedMap<String, String> wanted) {
        String field = path.substring(0, path.lastIndexOf('.') + 1);
        if (!field.contains("properties.")) {
            return false;
        }
        SortedMap<String, String> from = wanted.tailMap(field);
        return from.isEmpty() || !from.firstKey().startsWith(field);
    }

    private void objects(ClusterObjects sort, Map<String, JsonNode> all) {
        if (all.isEmpty()) {
            return;
        }
        SortedMap<String, JsonNode> there = sort.of(target).orElseGet(TreeMap::new);
        all.forEach((name, definition) -> {
            compared++;
            String object = sort.word() + " " + name;
            JsonNode actual = there.get(name);
            if (actual == null) {
                differences.add(new Difference(object, sort.word(), "there", MISSING));
            } else {
                compare(
                        object,
                        "option",
                        comparable(sort, definition, target.product()),
                        comparable(sort, actual, target.product()),
                        false);
            }
        });
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
                texts(Settings.ofIndex(settings)).forEach((name, value) -> all.put("settings." + name, value));
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

    private void compare(
            String object, String aspect, Map<String, String> wanted, Map<String, String> found, boolean noOthers) {
        wanted.forEach((path, value) -> {
            String actual = found.getOrDefault(path, MISSING);
            if (!Objects.equals(value, actual)) {
                differences.add(new Difference(object, aspect + " " + path, value, actual));
            }
        });
        if (noOthers) {
            found.forEach((path, value) -> {
                if (!wanted.containsKey(path)) {
                    differences.add(new Difference(object, aspect + " " + path, MISSING, value));
                }
            });
        }
    }
}
