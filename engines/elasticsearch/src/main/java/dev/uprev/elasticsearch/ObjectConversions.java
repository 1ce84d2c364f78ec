package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns objects of a cluster of one release into those of another. */
final class ObjectConversions {
    /**
     * An object as it will be on the target.
     *
     * @param changes all of them, those that forbid it too
     */
    record Converted(JsonNode definition, List<Change> changes) {}

    private final Move move;
    private final TargetFeatures features;
    private final SettingConversions settings;

    ObjectConversions(Move move, TargetFeatures features) {
        this.move = move;
        this.features = features;
        this.settings = new SettingConversions(move, features);
    }

    Converted convert(ClusterObjects sort, String name, JsonNode definition) {
        Changes changes = new Changes(sort.word() + " " + name);
        JsonNode converted = definition.deepCopy();
        if (converted instanceof ObjectNode object) {
            switch (sort) {
                case LEGACY_TEMPLATES -> legacyTemplate(object, changes);
                case COMPONENT_TEMPLATES, INDEX_TEMPLATES -> {
                    if (object.path("template") instanceof ObjectNode template) {
                        contents(template, changes);
                    }
                    serversOwn(object);
                }
                case PIPELINES -> {
                    new PipelineConversions(move, changes).convert(object);
                    serversOwn(object);
                }
                case SCRIPTS -> script(object);
                case LIFECYCLE_POLICIES -> lifecycle(object, changes);
            }
        }
        return new Converted(converted, changes.all());
    }

    /** Objects of one sort by name, without those that the target has no place for. */
    Map<String, JsonNode> convert(ClusterObjects sort, Map<String, JsonNode> objects, List<Change> changes) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        objects.forEach((name, definition) -> {
            if (sort == ClusterObjects.LIFECYCLE_POLICIES && !features.lifecycles()) {
                changes.add(new Change(Conversion.LIFECYCLE_POLICY_LEFT_OUT, sort.word() + " " + name, "is left out"));
                return;
            }
            Converted converted = convert(sort, name, definition);
            changes.addAll(converted.changes());
            all.put(name, converted.definition());
        });
        return all;
    }

    private void lifecycle(ObjectNode object, Changes changes) {
        if (move.to().hasSince(8, 0)) {
            object.path("policy").path("phases").properties().forEach(phase -> {
                if (phase.getValue().path("actions") instanceof ObjectNode actions
                        && actions.remove("freeze") != null) {
                    changes.add(Conversion.FREEZE_ACTION, "phase " + phase.getKey());
                }
            });
        }
    }

    /** What newer servers note of objects. */
    private static void serversOwn(ObjectNode object) {
        object.remove(
                List.of("created_date", "created_date_millis", "modified_date", "modified_date_millis", "is_system"));
    }

    private void legacyTemplate(ObjectNode template, Changes changes) {
        if (move.to().hasSince(6, 0) && template.path("template").isTextual()) {
            String pattern = template.remove("template").asText();
            template.putArray("index_patterns").add(pattern);
            changes.add(Conversion.TEMPLATE_PATTERN, pattern);
        }
        contents(template, changes);
    }

    /** Settings and mappings, as templates of all kinds have them. */
    private void contents(ObjectNode template, Changes changes) {
        if (template.path("settings").isObject()) {
            SortedMap<String, JsonNode> converted = Settings.ofIndex(template.path("settings"));
            settings.convert(converted, changes);
            template.set("settings", Settings.json(converted));
        }
        if (template.path("mappings").isObject() && !template.path("mappings").isEmpty()) {
            template.set("mappings", mappings(template.path("mappings"), changes));
        }
    }

    private JsonNode mappings(JsonNode mappings, Changes changes) {
        SortedMap<String, ObjectNode> types = new TreeMap<>(IndexDefinition.mappings(mappings, move.from()));
        // A template of 7.0 and later may have been made with the type's name.
        if (move.from().isTypeless()
                && mappings.size() == 1
                && mappings.path(DocumentSet.ONLY_TYPE).isObject()) {
            types = new TreeMap<>(IndexDefinition.mappings(mappings.path(DocumentSet.ONLY_TYPE), move.from()));
        }
        boolean hasDefault = types.containsKey(IndexDefinition.DEFAULT_MAPPING);
        List<String> named = types.keySet().stream()
                .filter(type -> !type.equals(IndexDefinition.DEFAULT_MAPPING))
                .toList();
        MappingMerge merge = MappingMerge.of(types.values());
        ObjectNode mapping = merge.merged();
        if (hasDefault) {
            changes.add(Conversion.DEFAULT_MAPPING, "is part of the mapping now");
        }
        if (named.size() > 1) {
            changes.add(Conversion.MAPPING_TYPES_MERGED, String.join(", ", named));
        } else if (move.to().isTypeless() && named.size() == 1 && !named.contains(DocumentSet.ONLY_TYPE)) {
            changes.add(Conversion.MAPPING_TYPE_REMOVED, named.get(0));
        }
        merge.contradictions().forEach(each -> changes.add(Conversion.MAPPINGS_CONTRADICT, each));
        if (mapping.remove("_parent") != null) {
            changes.add(Conversion.PARENT_TO_JOIN, "_parent is left out");
        }
        new MappingConversions(move, !move.from().hasSince(7, 0)).convert(mapping, changes);
        if (move.to().isTypeless()) {
            return mapping;
        }
        String type = named.size() == 1 ? named.get(0) : DocumentSet.ONLY_TYPE;
        return Json.mapper().createObjectNode().set(type, mapping);
    }

    /** Before 5.6, and where it came from there, an option says what 6.0 and later know by themselves. */
    private static void script(ObjectNode script) {
        if (script.path("options").isEmpty()) {
            script.remove("options");
        }
        if (script.path("source") instanceof ArrayNode || script.path("source").isObject()) {
            script.put("source", script.path("source").toString());
        }
    }
}
