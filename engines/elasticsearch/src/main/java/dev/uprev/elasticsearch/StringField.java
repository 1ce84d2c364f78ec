package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A field of type {@code string}, which there is in indices made before 5.0 and in templates: it becomes {@code text}
 * where it is analyzed, else {@code keyword}, and loses the options that the other one has.
 *
 * @see <a
 *     href="https://www.elastic.co/guide/en/elasticsearch/reference/5.6/breaking_50_mapping_changes.html">Changes</a>
 */
final class StringField {
    private static final List<String> ONLY_OF_TEXT = List.of(
            "analyzer",
            "search_analyzer",
            "search_quote_analyzer",
            "position_increment_gap",
            "position_offset_gap",
            "term_vector",
            "fielddata",
            "fielddata_frequency_filter");
    private static final List<String> ONLY_OF_KEYWORD = List.of("doc_values", "null_value", "ignore_above");

    private StringField() {}

    static boolean is(ObjectNode field) {
        return field.path("type").asText().equals("string");
    }

    /** What it becomes. */
    static String convert(ObjectNode field) {
        JsonNode index = field.path("index");
        boolean text = !index.isTextual()
                || index.asText().equals("analyzed")
                || index.asText().equals("true");
        field.put("type", text ? "text" : "keyword");
        if (index.asText().equals("no") || index.asText().equals("false")) {
            field.put("index", false);
        } else {
            field.remove("index");
        }
        field.remove(text ? ONLY_OF_KEYWORD : ONLY_OF_TEXT);
        return "string becomes " + field.path("type").asText();
    }
}
