package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;

/** What changes in a mapping beside mapping types themselves. */
final class MappingConversions {
    private final Move move;
    private final boolean joda;

    /** @param joda whether its formats of dates are those of Joda-Time */
    MappingConversions(Move move, boolean joda) {
        this.move = move;
        this.joda = joda;
    }

    /** Rewrites a mapping without its type. */
    void convert(ObjectNode mapping, Changes changes) {
        if (move.to().hasSince(6, 0)) {
            if (mapping.remove("_all") instanceof ObjectNode all
                    && all.path("enabled").asBoolean(true)) {
                changes.add(Conversion.ALL_FIELD, "_all is left out");
            }
            for (String field : new String[] {"_timestamp", "_ttl"}) {
                if (mapping.remove(field) instanceof ObjectNode meta
                        && meta.path("enabled").asBoolean()) {
                    changes.add(Conversion.META_FIELD_REMOVED, field + " is left out");
                }
            }
            if (mapping.path("include_in_all").isValueNode()) {
                mapping.remove("include_in_all");
                changes.add(Conversion.INCLUDE_IN_ALL, "include_in_all of the mapping is left out");
            }
        }
        if (move.to().hasSince(8, 0) && mapping.remove("_field_names") instanceof ObjectNode) {
            changes.add(Conversion.FIELD_NAMES, "_field_names is left out");
        }
        // Of a data stream; it is set anew when the stream is.
        mapping.remove("_data_stream_timestamp");
        dynamicStrings(mapping);
        FieldConversions fields = new FieldConversions(move, joda);
        Fields.visit(mapping, (path, field) -> fields.convert(path, field, changes));
        dynamicDates(mapping, changes);
    }

    /** What a dynamic template gives to strings is of that type where it names none. */
    private void dynamicStrings(ObjectNode mapping) {
        for (JsonNode template : mapping.path("dynamic_templates")) {
            template.properties().forEach(each -> {
                if (move.to().hasSince(6, 0)
                        && each.getValue().path("mapping") instanceof ObjectNode field
                        && !field.has("type")
                        && each.getValue().path("match_mapping_type").asText().equals("string")
                        && field.path("index").asText().matches("analyzed|not_analyzed|no")) {
                    field.put("type", "string");
                }
            });
        }
    }

    private void dynamicDates(ObjectNode mapping, Changes changes) {
        if (!move.to().hasSince(7, 0) || !mapping.path("dynamic_date_formats").isArray()) {
            return;
        }
        ArrayNode formats = Json.mapper().createArrayNode();
        for (JsonNode each : mapping.path("dynamic_date_formats")) {
            String snake = DateFormats.withoutCamelCase(each.asText());
            String now = joda ? DateFormats.ofJoda(snake) : snake;
            if (!now.equals(each.asText())) {
                changes.add(
                        joda && snake.equals(each.asText()) ? Conversion.JODA_DATE : Conversion.CAMEL_CASE_DATE,
                        "dynamic_date_formats: " + each.asText() + " becomes " + now);
            }
            formats.add(now);
        }
        mapping.set("dynamic_date_formats", formats);
    }
}
