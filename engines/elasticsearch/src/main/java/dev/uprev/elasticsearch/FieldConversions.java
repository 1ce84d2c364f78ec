package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What changes in the definition of a field, rule by rule. */
final class FieldConversions {
    /** Changes a field, and tells what it has changed; empty where nothing. */
    @FunctionalInterface
    private interface Rewrite {
        Optional<String> apply(ObjectNode field);
    }

    /** Applies to targets from this release on. */
    private record Rule(Conversion conversion, int major, int minor, Rewrite rewrite) {}

    private static final Set<String> BOOLEANS =
            Set.of("index", "store", "doc_values", "norms", "enabled", "coerce", "ignore_malformed", "fielddata");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0");
    private static final List<String> PREFIX_TREE =
            List.of("tree", "tree_levels", "precision", "strategy", "distance_error_pct", "points_only");
    private static final List<String> OLD_GEO_POINT = List.of(
            "lat_lon",
            "geohash",
            "geohash_prefix",
            "geohash_precision",
            "validate",
            "validate_lat",
            "validate_lon",
            "normalize",
            "normalize_lat",
            "normalize_lon",
            "precision_step");
    private static final List<String> OLD_OPTIONS =
            List.of("precision_step", "numeric_resolution", "omit_norms", "omit_term_freq_and_positions", "payloads");

    private static final List<Rule> RULES = List.of(
            new Rule(Conversion.INCLUDE_IN_ALL, 6, 0, field -> remove(field, List.of("include_in_all"))),
            new Rule(Conversion.STRING_FIELD, 6, 0, FieldConversions::string),
            new Rule(Conversion.FIELD_OPTION_REMOVED, 6, 0, FieldConversions::norms),
            new Rule(Conversion.FIELD_OPTION_REMOVED, 6, 0, FieldConversions::fieldData),
            new Rule(Conversion.FIELD_OPTION_REMOVED, 6, 0, FieldConversions::oldOptions),
            new Rule(Conversion.LENIENT_BOOLEAN, 6, 0, FieldConversions::booleans),
            new Rule(Conversion.SIMILARITY_CLASSIC, 7, 0, FieldConversions::similarity),
            new Rule(Conversion.CAMEL_CASE_DATE, 7, 0, FieldConversions::camelCase),
            new Rule(Conversion.BOOST, 8, 0, field -> remove(field, List.of("boost"))),
            new Rule(Conversion.GEO_SHAPE_OPTION, 8, 0, FieldConversions::geoShape));

    private final Move move;
    private final boolean joda;

    /** @param joda whether its formats of dates are those of Joda-Time */
    FieldConversions(Move move, boolean joda) {
        this.move = move;
        this.joda = joda;
    }

    void convert(String path, ObjectNode field, Changes changes) {
        for (Rule rule : RULES) {
            if (move.to().hasSince(rule.major(), rule.minor())) {
                rule.rewrite().apply(field).ifPresent(what -> changes.add(rule.conversion(), path + ": " + what));
            }
        }
        if (joda && move.to().hasSince(7, 0)) {
            date(path, field, changes);
        }
        if (move.crosses(8, 11) && field.path("type").asText().equals("dense_vector") && !field.has("index")) {
            field.put("index", false);
            changes.add(Conversion.DENSE_VECTOR, path + ": index: false");
        }
    }

    private static void date(String path, ObjectNode field, Changes changes) {
        String format = field.path("format").asText();
        if (!field.path("type").asText().startsWith("date") || format.isEmpty()) {
            return;
        }
        if (DateFormats.hasNoCounterpart(format)) {
            changes.add(Conversion.JODA_ONLY, path + ": " + format);
            return;
        }
        String java = DateFormats.ofJoda(format);
        if (!java.equals(format)) {
            field.put("format", java);
            changes.add(Conversion.JODA_DATE, path + ": " + format + " becomes " + java);
        }
    }

    private static Optional<String> string(ObjectNode field) {
        return StringField.is(field) ? Optional.of(StringField.convert(field)) : Optional.empty();
    }

    private static Optional<String> norms(ObjectNode field) {
        if (!field.path("norms").isObject()) {
            return Optional.empty();
        }
        boolean enabled = field.path("norms").path("enabled").asBoolean(true);
        field.put("norms", enabled);
        return Optional.of("norms: " + enabled);
    }

    /** Only text has it, and there it is on or off. */
    private static Optional<String> fieldData(ObjectNode field) {
        JsonNode value = field.path("fielddata");
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!field.path("type").asText().equals("text")) {
            field.remove("fielddata");
            return Optional.of("fielddata is left out");
        }
        if (!value.isObject()) {
            return Optional.empty();
        }
        boolean on = !value.path("format").asText().equals("disabled");
        field.put("fielddata", on);
        return Optional.of("fielddata: " + on);
    }

    private static Optional<String> oldOptions(ObjectNode field) {
        return remove(field, field.path("type").asText().equals("geo_point") ? OLD_GEO_POINT : OLD_OPTIONS);
    }

    private static Optional<String> booleans(ObjectNode field) {
        StringBuilder changed = new StringBuilder();
        for (String option : BOOLEANS) {
            JsonNode value = field.path(option);
            boolean ofObject = option.equals("enabled") || !field.has("properties");
            if (ofObject && isLenient(value)) {
                boolean on = !FALSE.contains(value.asText());
                field.put(option, on);
                changed.append(changed.isEmpty() ? "" : ", ")
                        .append(option)
                        .append(": ")
                        .append(on);
            }
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(changed.toString());
    }

    private static boolean isLenient(JsonNode value) {
        return value.isNumber() || (value.isTextual() && !value.asText().matches("true|false"));
    }

    private static Optional<String> similarity(ObjectNode field) {
        return field.path("similarity").asText().matches("classic|default")
                ? remove(field, List.of("similarity"))
                : Optional.empty();
    }

    private static Optional<String> camelCase(ObjectNode field) {
        String format = field.path("format").asText();
        String snake = DateFormats.withoutCamelCase(format);
        if (snake.equals(format)) {
            return Optional.empty();
        }
        field.put("format", snake);
        return Optional.of(format + " becomes " + snake);
    }

    private static Optional<String> geoShape(ObjectNode field) {
        return field.path("type").asText().equals("geo_shape") ? remove(field, PREFIX_TREE) : Optional.empty();
    }

    private static Optional<String> remove(ObjectNode field, List<String> options) {
        List<String> there = options.stream()
                // A field of an object may have the name of an option, but is then below its properties.
                .filter(option -> field.path(option).isValueNode())
                .toList();
        field.remove(there);
        return there.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", there) + " left out");
    }
}
