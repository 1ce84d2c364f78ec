package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Definitions in a form that tells alike what is alike: some releases show options that have the value that they have
 * anyway, some do not, and some show numbers as texts.
 */
final class Defaults {
    private static final Set<String> OF_ANY_FIELD = Set.of(
            "index=true",
            "store=false",
            "boost=1.0",
            "ignore_malformed=false",
            "coerce=true",
            "eager_global_ordinals=false",
            "enabled=true",
            "similarity=BM25",
            "dynamic=true",
            "fielddata=false",
            "ignore_above=2147483647",
            "position_increment_gap=100",
            "format=strict_date_optional_time||epoch_millis",
            "preserve_separators=true",
            "preserve_position_increments=true",
            "max_input_length=50",
            "split_queries_on_whitespace=false",
            "depth_limit=20");

    /** Where the default depends on the type. */
    private static final Map<String, Set<String>> OF_TYPE = Map.of(
            "text", Set.of("norms=true", "index_options=positions", "analyzer=default", "term_vector=no"),
            "keyword", Set.of("norms=false", "index_options=docs", "doc_values=true"),
            "completion", Set.of("analyzer=simple"),
            "join", Set.of("eager_global_ordinals=true"));

    private static final Set<String> OF_ROOT = Set.of("date_detection=true", "numeric_detection=false");

    private Defaults() {}

    /** Every option of a mapping by its path, but for those that say what is so anyway. */
    static SortedMap<String, String> mapping(ObjectNode mapping) {
        SortedMap<String, String> options = new TreeMap<>();
        ObjectNode copy = mapping.deepCopy();
        Fields.visit(copy, (path, field) -> simplify(field));
        copy.properties()
                .removeIf(each ->
                        OF_ROOT.contains(each.getKey() + "=" + each.getValue().asText())
                                || OF_ANY_FIELD.contains(
                                        each.getKey() + "=" + each.getValue().asText()));
        // So it is where nothing is said of it, which 6.8 shows of an index that 5.x made.
        if (copy.path("_all").path("enabled").asBoolean()) {
            copy.withObject("/_all").remove("enabled");
        }
        // Every index of a data stream has it.
        copy.remove("_data_stream_timestamp");
        flatten(options, "", copy);
        return options;
    }

    private static void simplify(ObjectNode field) {
        String type = field.path("type").asText();
        boolean object = type.isEmpty() || type.equals("object");
        if (object && field.has("properties")) {
            field.remove("type");
        }
        Set<String> ofType = OF_TYPE.getOrDefault(type, Set.of("doc_values=true", "norms=false", "index_options=docs"));
        field.properties().removeIf(each -> {
            String option = each.getKey() + "=" + each.getValue().asText();
            return each.getValue().isValueNode() && (OF_ANY_FIELD.contains(option) || ofType.contains(option));
        });
        if (field.path("fields").isEmpty()) {
            field.remove("fields");
        }
        if (field.path("analyzer").asText().equals(field.path("search_analyzer").asText("-"))) {
            field.remove("search_analyzer");
        }
    }

    private static void flatten(SortedMap<String, String> options, String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(each -> flatten(
                            options, path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue()));
        } else if (!(node.isArray() && node.isEmpty())) {
            options.put(path, canonical(node));
        }
    }

    /** Whatever the order of members, and a list of one is that one. */
    private static String canonical(JsonNode node) {
        if (node.isArray()) {
            List<String> parts = new ArrayList<>();
            node.forEach(each -> parts.add(canonical(each)));
            return parts.size() == 1 ? parts.get(0) : parts.toString();
        }
        if (node.isObject()) {
            SortedMap<String, String> members = new TreeMap<>();
            node.properties().forEach(each -> members.put(each.getKey(), canonical(each.getValue())));
            return members.toString();
        }
        return node.asText();
    }

    /** Any other definition, by path; settings of templates may be flat or not. */
    static SortedMap<String, String> plain(JsonNode definition) {
        SortedMap<String, String> options = new TreeMap<>();
        flatten(options, "", definition);
        return options;
    }
}
