package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns indices of one release into those of another. */
final class Conversions {
    private static final int JAVA_TIME_SINCE = 7;

    /** The server writes 7.10.2 as 7100299. */
    private static final int MAJOR_IN_ID = 1_000_000;

    private final Move move;
    private final SettingConversions settings;

    Conversions(Move move, TargetFeatures features) {
        this.move = move;
        this.settings = new SettingConversions(move, features);
    }

    ConvertedIndex convert(IndexDefinition index) {
        Changes changes = new Changes("index " + index.name());
        SortedMap<String, JsonNode> converted = new TreeMap<>(index.settings());
        settings.convert(converted, changes);
        SortedMap<String, ObjectNode> types = types(index, changes);
        List<TypeFamily> families = TypeFamily.of(types);
        List<TargetIndex> targets = new ArrayList<>();
        SortedMap<String, TargetIndices.Destination> destinations = new TreeMap<>();
        boolean split = families.size() > 1;
        if (split && !move.splitsTypes()) {
            changes.add(Conversion.SEVERAL_MAPPING_TYPES, String.join(", ", types.keySet()));
        }
        for (TypeFamily family : families) {
            String name = split ? index.name() + "-" + family.name().toLowerCase(Locale.ROOT) : index.name();
            String type = type(family);
            ObjectNode aliases = index.aliases().deepCopy();
            if (split) {
                checkName(name, changes);
                changes.add(Conversion.MAPPING_TYPES_SPLIT, String.join(", ", family.types()) + " in " + name);
                aliases.putObject(index.name());
                unsetWriteIndex(aliases);
            }
            ObjectNode mapping = mapping(index, family, changes);
            targets.add(new TargetIndex(name, withNestedLimit(converted, mapping, changes), type, mapping, aliases));
            for (String each : family.types()) {
                destinations.put(
                        new DocumentSet(index.name(), each).name(),
                        new TargetIndices.Destination(name, type, family.edit(each, move.joinField())));
            }
        }
        if (families.isEmpty()) {
            ObjectNode empty = Json.mapper().createObjectNode();
            targets.add(new TargetIndex(index.name(), converted, DocumentSet.ONLY_TYPE, empty, index.aliases()));
        }
        return new ConvertedIndex(targets, destinations, changes.all());
    }

    /** Without that for types to come, which is the mapping itself where there is no other. */
    private static SortedMap<String, ObjectNode> types(IndexDefinition index, Changes changes) {
        SortedMap<String, ObjectNode> types = new TreeMap<>(index.mappings());
        ObjectNode rest = types.remove(IndexDefinition.DEFAULT_MAPPING);
        if (rest != null) {
            changes.add(Conversion.DEFAULT_MAPPING, types.isEmpty() ? "is the mapping now" : "is left out");
            if (types.isEmpty()) {
                types.put(DocumentSet.ONLY_TYPE, rest);
            }
        }
        return types;
    }

    private String type(TypeFamily family) {
        return move.to().isTypeless() || family.isJoin() ? DocumentSet.ONLY_TYPE : family.name();
    }

    private ObjectNode mapping(IndexDefinition index, TypeFamily family, Changes changes) {
        if (family.isJoin()) {
            changes.add(Conversion.PARENT_TO_JOIN, family.parents() + " in the field " + move.joinField());
            if (family.hasField(move.joinField())) {
                changes.add(Conversion.JOIN_FIELD_TAKEN, move.joinField());
            }
        } else if (move.to().isTypeless() && !family.name().equals(DocumentSet.ONLY_TYPE)) {
            changes.add(Conversion.MAPPING_TYPE_REMOVED, family.name());
        }
        MappingMerge merge = family.merged(move.joinField());
        merge.contradictions().forEach(each -> changes.add(Conversion.MAPPINGS_CONTRADICT, each));
        new MappingConversions(move, isOfJoda(index)).convert(merge.merged(), changes);
        return merge.merged();
    }

    /** A release of 7 keeps the formats of an index that was made by 6. */
    private boolean isOfJoda(IndexDefinition index) {
        int major = Settings.number(index.settings(), "index.version.created", 0) / MAJOR_IN_ID;
        return major > 0 ? major < JAVA_TIME_SINCE : !move.from().hasSince(JAVA_TIME_SINCE, 0);
    }

    private SortedMap<String, JsonNode> withNestedLimit(
            SortedMap<String, JsonNode> all, ObjectNode mapping, Changes changes) {
        String limit = "index.mapping.nested_objects.limit";
        if (!move.crosses(7, 0) || all.containsKey(limit)) {
            return all;
        }
        boolean[] nested = new boolean[1];
        Fields.visit(
                mapping,
                (path, field) -> nested[0] |= field.path("type").asText().equals("nested"));
        if (!nested[0]) {
            return all;
        }
        SortedMap<String, JsonNode> more = new TreeMap<>(all);
        more.put(limit, TextNode.valueOf(String.valueOf(Integer.MAX_VALUE)));
        changes.add(Conversion.NESTED_LIMIT, limit + ": " + Integer.MAX_VALUE);
        return more;
    }

    /** Of several indices only one could take what is written to the alias. */
    private static void unsetWriteIndex(ObjectNode aliases) {
        aliases.forEach(alias -> {
            if (alias instanceof ObjectNode object) {
                object.remove("is_write_index");
            }
        });
    }

    private static void checkName(String name, Changes changes) {
        if (!name.matches("[^-_+.\\\\/*?\"<>| ,#:A-Z][^\\\\/*?\"<>| ,#:A-Z]*")) {
            changes.add(Conversion.TARGET_NAME_INVALID, name);
        }
    }

    /** Where the documents of a dump go. */
    TargetIndices targets(DumpedDefinitions dumped) {
        SortedMap<String, TargetIndices.Destination> all = new TreeMap<>();
        for (SourceIndex index : dumped.indices()) {
            if (index.documentsGo()) {
                all.putAll(convert(dumped.index(index)).destinations());
            }
        }
        return new TargetIndices(all);
    }
}
