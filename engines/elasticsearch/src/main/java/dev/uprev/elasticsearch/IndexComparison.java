package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.plan.Difference;
import dev.uprev.transfer.Differences;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what defines an index with what should. */
final class IndexComparison {
    static final String MISSING = "missing";

    private static final String PROPERTIES = "properties.";

    private final String object;
    private final Differences differences;

    IndexComparison(String index, Differences differences) {
        this.object = "index " + index;
        this.differences = differences;
    }

    void differ(String aspect, String wanted, String found) {
        differences.add(new Difference(object, aspect, wanted, found));
    }

    void settings(SortedMap<String, JsonNode> wanted, SortedMap<String, JsonNode> found) {
        options("setting", texts(wanted), texts(found));
    }

    /** Values as texts, without those that are the server's own, or that say how an index was made and no more. */
    static SortedMap<String, String> texts(SortedMap<String, JsonNode> settings) {
        SortedMap<String, String> texts = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (!OwnSettings.is(name) && !name.equals(RoutingShards.SETTING)) {
                texts.put(name, value.isArray() ? value.toString() : value.asText());
            }
        });
        return texts;
    }

    /** Fields that documents bring along, where the mapping lets them, and that are not wanted, are no difference. */
    void mapping(ObjectNode wanted, ObjectNode found) {
        SortedMap<String, String> options = Defaults.mapping(wanted);
        SortedMap<String, String> there = Defaults.mapping(found);
        there.keySet().removeIf(path -> !options.containsKey(path) && isOfNewField(path, options));
        options("mapping", options, there);
    }

    private static boolean isOfNewField(String path, SortedMap<String, String> wanted) {
        String field = path.substring(0, path.lastIndexOf('.') + 1);
        if (!field.contains(PROPERTIES)) {
            return false;
        }
        SortedMap<String, String> from = wanted.tailMap(field);
        return (from.isEmpty() || !from.firstKey().startsWith(field)) && takesNewFields(field, wanted);
    }

    /** Whether the innermost object around it that says so adds what documents bring. */
    private static boolean takesNewFields(String field, SortedMap<String, String> wanted) {
        String around = field;
        while (around.contains(PROPERTIES)) {
            around = around.substring(0, around.lastIndexOf(PROPERTIES));
            String dynamic = wanted.get(around + "dynamic");
            if (dynamic != null) {
                return dynamic.equals("true");
            }
        }
        return true;
    }

    void aliases(ObjectNode wanted, ObjectNode found) {
        options("alias", Defaults.plain(wanted), Defaults.plain(found));
        wanted.fieldNames().forEachRemaining(alias -> {
            if (!found.has(alias)) {
                differ("alias " + alias, "there", MISSING);
            }
        });
    }

    private void options(String aspect, Map<String, String> wanted, Map<String, String> found) {
        lost(object, aspect, wanted, found, differences);
        found.forEach((path, value) -> {
            if (!wanted.containsKey(path)) {
                differ(aspect + " " + path, MISSING, value);
            }
        });
    }

    /** Names the options that something does not have, or has otherwise. */
    static void lost(
            String object,
            String aspect,
            Map<String, String> wanted,
            Map<String, String> found,
            Differences differences) {
        wanted.forEach((path, value) -> {
            String actual = found.getOrDefault(path, MISSING);
            if (!value.equals(actual)) {
                differences.add(new Difference(object, aspect + " " + path, value, actual));
            }
        });
    }
}
