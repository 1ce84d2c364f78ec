package dev.uprev.elasticsearch;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.UpgradeRequest;
import java.util.List;
import java.util.stream.Stream;

/** Options of a request that only this engine knows. */
final class ElasticsearchOptions {
    /** Names or patterns with {@code *} of the indices that go over; all where absent. */
    static final String INDICES = "indices";

    /** Names or patterns of indices that do not go over. */
    static final String EXCLUDE = "exclude-indices";

    /** Names or patterns of indices that go over without their documents. */
    static final String EMPTY = "empty-indices";

    /** What becomes of an index of several mapping types: {@code refuse} or {@code split}. */
    static final String MAPPING_TYPES = "mapping-types";

    /** The name of the field that takes the place of {@code _parent}. */
    static final String JOIN_FIELD = "join-field";

    /** Names or patterns of settings of indices that do not go over. */
    static final String DROP_SETTINGS = "drop-settings";

    private ElasticsearchOptions() {}

    /** A list of names or patterns, joined by commas; empty where the request has none. */
    static List<String> names(UpgradeRequest request, String option) {
        return Stream.of(request.option(option).orElse("").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * Whether an index of several mapping types becomes one index for each.
     *
     * @throws UpgradeException {@code option-invalid}
     */
    static boolean splitsTypes(UpgradeRequest request) {
        String value = request.option(MAPPING_TYPES).orElse("refuse");
        if (!value.equals("refuse") && !value.equals("split")) {
            throw UpgradeException.failed("option-invalid", "cannot use the option " + MAPPING_TYPES)
                    .seen(value)
                    .why("it is refuse or split")
                    .fix("give " + MAPPING_TYPES + "=split, or leave it away");
        }
        return value.equals("split");
    }

    static String joinField(UpgradeRequest request) {
        return request.option(JOIN_FIELD).orElse("join_field");
    }

    /** Whether a name fits one of the patterns. */
    static boolean fits(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> fits(pattern, name));
    }

    private static boolean fits(String pattern, String name) {
        String regex = Stream.of(pattern.split("\\*", -1))
                .map(java.util.regex.Pattern::quote)
                .reduce((one, other) -> one + ".*" + other)
                .orElse("");
        return name.matches("(?s)" + regex);
    }
}
