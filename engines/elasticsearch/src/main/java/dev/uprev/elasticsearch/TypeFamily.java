package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Mapping types of an index that belong together: parents and their children, by {@code _parent}; or one alone.
 *
 * @param parents the parent's type by that of the child; empty where the family is one type
 */
record TypeFamily(SortedMap<String, ObjectNode> mappings, SortedMap<String, String> parents) {
    private static final String PARENT = "_parent";

    /** The families of an index, by their names. */
    static List<TypeFamily> of(SortedMap<String, ObjectNode> mappings) {
        SortedMap<String, String> parents = new TreeMap<>();
        mappings.forEach((type, mapping) -> parentOf(mapping).ifPresent(parent -> parents.put(type, parent)));
        Map<String, Set<String>> families = new LinkedHashMap<>();
        Set<String> types = new TreeSet<>(mappings.keySet());
        types.addAll(parents.values());
        for (String type : types) {
            families.computeIfAbsent(root(type, parents), missing -> new TreeSet<>())
                    .add(type);
        }
        List<TypeFamily> all = new ArrayList<>();
        for (Set<String> members : families.values()) {
            SortedMap<String, ObjectNode> own = new TreeMap<>(mappings);
            own.keySet().retainAll(members);
            SortedMap<String, String> ownParents = new TreeMap<>(parents);
            ownParents.keySet().retainAll(members);
            all.add(new TypeFamily(own, ownParents));
        }
        return all;
    }

    private static Optional<String> parentOf(ObjectNode mapping) {
        return Optional.of(mapping.path(PARENT).path("type").asText()).filter(type -> !type.isEmpty());
    }

    private static String root(String type, Map<String, String> parents) {
        String root = type;
        for (int steps = 0; parents.containsKey(root) && steps < parents.size(); steps++) {
            root = parents.getOrDefault(root, root);
        }
        return root;
    }

    boolean isJoin() {
        return !parents.isEmpty();
    }

    /** The type of those without a parent. */
    String name() {
        return isJoin() ? root(parents.firstKey(), parents) : mappings.firstKey();
    }

    Collection<String> types() {
        return mappings.keySet();
    }

    /** One mapping for all; a join gets its field. */
    MappingMerge merged(String joinField) {
        List<ObjectNode> all = new ArrayList<>();
        mappings.values().forEach(mapping -> {
            ObjectNode copy = mapping.deepCopy();
            // A child has to have a routing, a parent has none of its own.
            if (isJoin()) {
                copy.remove(List.of(PARENT, "_routing"));
            }
            all.add(copy);
        });
        if (isJoin()) {
            ObjectNode join = Json.mapper().createObjectNode();
            join.putObject("properties").set(joinField, field());
            all.add(join);
        }
        return MappingMerge.of(all);
    }

    boolean hasField(String name) {
        return mappings.values().stream()
                .anyMatch(mapping -> mapping.path("properties").has(name));
    }

    private ObjectNode field() {
        ObjectNode field = Json.mapper().createObjectNode().put("type", "join");
        ObjectNode relations = field.putObject("relations");
        parents.forEach((child, parent) -> {
            if (relations.get(parent) instanceof ArrayNode children) {
                children.add(child);
            } else {
                relations.putArray(parent).add(child);
            }
        });
        return field;
    }

    /** What documents of a type get. */
    Optional<SourceEdit> edit(String type, String joinField) {
        return isJoin() ? Optional.of(new SourceEdit(joinField, type, parents.containsKey(type))) : Optional.empty();
    }
}
