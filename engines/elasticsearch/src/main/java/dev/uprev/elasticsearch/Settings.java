package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.uprev.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings of an index or a cluster by their whole names, such as {@code index.number_of_shards}. */
final class Settings {
    private Settings() {}

    /** Of a tree, or of what is flat already; values become texts or lists of texts, as servers give them. */
    static SortedMap<String, JsonNode> flat(JsonNode settings) {
        SortedMap<String, JsonNode> flat = new TreeMap<>();
        settings.properties().forEach(each -> add(flat, each.getKey(), each.getValue()));
        joinLists(flat);
        return flat;
    }

    /** Before 6.0, each part of a list is a setting of its own: {@code name.0}, {@code name.1} and so on. */
    private static void joinLists(SortedMap<String, JsonNode> flat) {
        List<String> lists = flat.keySet().stream()
                .filter(name -> name.endsWith(".0"))
                .map(name -> name.substring(0, name.length() - 2))
                .toList();
        for (String name : lists) {
            ArrayNode list = Json.mapper().createArrayNode();
            JsonNode part = flat.remove(name + ".0");
            while (part != null) {
                list.add(part);
                part = flat.remove(name + "." + list.size());
            }
            flat.put(name, list);
        }
    }

    private static void add(SortedMap<String, JsonNode> flat, String name, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(each -> add(flat, name + "." + each.getKey(), each.getValue()));
        } else if (value.isArray()) {
            ArrayNode texts = Json.mapper().createArrayNode();
            value.forEach(each -> texts.add(each.asText()));
            flat.put(name, texts);
        } else {
            flat.put(name, value.isNull() ? value : TextNode.valueOf(value.asText()));
        }
    }

    /** In templates, names may lack their first word. */
    static SortedMap<String, JsonNode> ofIndex(JsonNode settings) {
        SortedMap<String, JsonNode> named = new TreeMap<>();
        flat(settings)
                .forEach((name, value) ->
                        named.put(name.matches("(index|archived)\\..*") ? name : "index." + name, value));
        return named;
    }

    static ObjectNode json(SortedMap<String, JsonNode> settings) {
        ObjectNode json = Json.mapper().createObjectNode();
        settings.forEach(json::set);
        return json;
    }

    static Optional<String> text(SortedMap<String, JsonNode> settings, String name) {
        return Optional.ofNullable(settings.get(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    static boolean isTrue(SortedMap<String, JsonNode> settings, String name) {
        return text(settings, name).filter("true"::equals).isPresent();
    }

    static int number(SortedMap<String, JsonNode> settings, String name, int otherwise) {
        return text(settings, name)
                .filter(value -> value.matches("-?\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
