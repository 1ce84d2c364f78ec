package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import dev.uprev.model.Version;
import java.util.List;

/** Ways from one release to another, and definitions written with simple quotes, for tests. */
final class Moves {
    private Moves() {}

    static Product product(String text) {
        boolean openSearch = text.startsWith("opensearch-");
        return new Product(openSearch, Version.parse(text.replace("opensearch-", "")));
    }

    static Move of(String from, String to) {
        return new Move(product(from), product(to), false, "join_field", List.of());
    }

    static Move splitting(String from, String to) {
        return new Move(product(from), product(to), true, "join_field", List.of());
    }

    static ObjectNode json(String text) {
        return (ObjectNode) Json.read(text.replace('\'', '"'), JsonNode.class);
    }

    static ConvertedIndex convert(Move move, String definition) {
        return new Conversions(move, TargetFeatures.of(move.to()))
                .convert(IndexDefinition.of("books", json(definition), move.from()));
    }

    /** The one index that comes of it. */
    static TargetIndex one(Move move, String definition) {
        List<TargetIndex> targets = convert(move, definition).targets();
        if (targets.size() != 1) {
            throw new AssertionError(targets);
        }
        return targets.get(0);
    }

    static List<String> codes(List<Change> changes) {
        return changes.stream()
                .map(change -> change.conversion().code())
                .distinct()
                .toList();
    }
}
