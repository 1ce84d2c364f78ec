package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.Set;

/** Ingest pipelines on their way to a newer release; processors in processors too. For one pipeline. */
final class PipelineConversions {
    /** Formats of the processor of dates that are no patterns. */
    private static final Set<String> NO_PATTERNS = Set.of("ISO8601", "UNIX", "UNIX_MS", "TAI64N");

    private final Move move;
    private final Changes changes;

    PipelineConversions(Move move, Changes changes) {
        this.move = move;
        this.changes = changes;
    }

    void convert(ObjectNode pipeline) {
        processors(pipeline.path("processors"));
        processors(pipeline.path("on_failure"));
    }

    private void processors(JsonNode list) {
        list.forEach(processor -> processor.properties().forEach(each -> {
            if (each.getValue() instanceof ObjectNode options) {
                processor(each.getKey(), options);
                processors(options.path("on_failure"));
                if (options.path("processor").isObject()) {
                    processors(Json.mapper().createArrayNode().add(options.path("processor")));
                }
            }
        }));
    }

    private void processor(String name, ObjectNode options) {
        if (name.equals("script")
                && move.to().hasSince(6, 0)
                && options.path("inline").isTextual()) {
            options.set("source", options.remove("inline"));
            changes.add(Conversion.SCRIPT_INLINE, name);
        }
        if (name.equals("user_agent") && move.to().hasSince(8, 0) && options.remove("ecs") != null) {
            changes.add(Conversion.PIPELINE_OPTION, name + ": ecs");
        }
        if (move.crosses(7, 0) && name.equals("date")) {
            formats(name, options, "formats");
        }
        if (move.crosses(7, 0) && name.equals("date_index_name")) {
            formats(name, options, "date_formats");
            JsonNode format = options.path("index_name_format");
            if (format.isTextual()) {
                // It is written, never read.
                String java = DateFormats.ofJoda(format.asText()).replaceFirst("\\|\\|.*", "");
                tell(name, format.asText(), java);
                options.put("index_name_format", java);
            }
        }
    }

    private void formats(String processor, ObjectNode options, String option) {
        if (!(options.path(option) instanceof ArrayNode formats)) {
            return;
        }
        ArrayNode converted = Json.mapper().createArrayNode();
        for (JsonNode each : formats) {
            String format = each.asText();
            if (DateFormats.hasNoCounterpart(format)) {
                changes.add(Conversion.JODA_ONLY, processor + ": " + format);
            }
            String java = NO_PATTERNS.contains(format) ? format : DateFormats.ofJoda(format);
            tell(processor, format, java);
            for (String one : java.split("\\|\\|", -1)) {
                converted.add(one);
            }
        }
        options.set(option, converted);
    }

    private void tell(String processor, String format, String java) {
        if (!java.equals(format)) {
            changes.add(Conversion.JODA_DATE, processor + ": " + format + " becomes " + java);
        }
    }
}
