package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Settings of indices on their way to a newer release. */
final class SettingConversions {
    /** Settings that releases from this one on refuse, whatever their value. */
    private record Removed(int major, int minor, Predicate<String> names) {
        static Removed since(int major, int minor, String names) {
            return new Removed(
                    major, minor, Pattern.compile("index\\.(" + names + ")").asMatchPredicate());
        }
    }

    private static final List<Removed> REMOVED = List.of(
            Removed.since(
                    6,
                    0,
                    "mapper\\.dynamic|shadow_replicas|shared_filesystem(\\..*)?|store\\.throttle\\..*|ttl\\..*"
                            + "|compound_format|compound_on_flush|similarity\\.base\\..*|indexing\\.slowlog\\.threshold"
                            + "\\.index\\.type|mapping\\.attachment\\..*|legacy\\..*"),
            Removed.since(
                    7,
                    0,
                    "percolator\\.map_unmapped_fields_as_string|percolator\\.map_unmapped_fields_as_text"
                            + "|optimize_auto_generated_id|queries\\.cache\\.term_queries|queries\\.cache\\.everything"
                            + "|mapping\\.ignore_malformed_fields"),
            Removed.since(
                    8,
                    0,
                    "max_adjacency_matrix_filters|force_memory_term_dictionary|soft_deletes\\.enabled"
                            + "|translog\\.retention\\..*|indexing\\.slowlog\\.level|search\\.slowlog\\.level"
                            + "|warmer\\.enabled"));

    private static final Predicate<String> ALLOCATION = Pattern.compile(
                    "index\\.routing\\.allocation\\.(?!include\\._tier_preference|initial_recovery).*")
            .asMatchPredicate();

    private static final Predicate<String> KIND = Pattern.compile(
                    "index\\.(frozen|xpack\\.ccr\\.following_index|store\\.snapshot\\.snapshot_name)")
            .asMatchPredicate();

    private static final Predicate<String> STATE_MANAGEMENT = Pattern.compile(
                    "index\\.(plugins|opendistro)\\.index_state_management\\..*")
            .asMatchPredicate();

    private final Move move;
    private final TargetFeatures features;

    SettingConversions(Move move, TargetFeatures features) {
        this.move = move;
        this.features = features;
    }

    void convert(SortedMap<String, JsonNode> settings, Changes changes) {
        settings.entrySet().removeIf(each -> isLeftOut(each.getKey(), each.getValue(), changes));
        values(settings, changes);
        new AnalysisConversions(move, settings, changes).convert();
    }

    private boolean isLeftOut(String name, JsonNode value, Changes changes) {
        String shown = name + ": " + value.asText();
        if (OwnSettings.is(name)) {
            if (ALLOCATION.test(name)) {
                changes.add(Conversion.ALLOCATION_SETTING, shown);
            } else if (KIND.test(name) && !value.asText().equals("false")) {
                changes.add(Conversion.INDEX_KIND, shown);
            }
            return true;
        }
        if (ElasticsearchOptions.fits(move.dropSettings(), name)) {
            changes.add(Conversion.SETTING_DROPPED, shown);
            return true;
        }
        for (Removed removed : REMOVED) {
            if (move.to().hasSince(removed.major(), removed.minor())
                    && removed.names().test(name)) {
                changes.add(Conversion.SETTING_REMOVED, shown);
                return true;
            }
        }
        // Before 6.1 it cannot be told: an index has as many as shards, until it is shrunk.
        if (name.equals(RoutingShards.SETTING) && !move.to().hasSince(6, 1)) {
            return true;
        }
        if (name.startsWith("index.lifecycle.") && !features.lifecycles()) {
            changes.add(Conversion.SETTING_OF_FEATURE, shown);
            return true;
        }
        if (STATE_MANAGEMENT.test(name)) {
            changes.add(Conversion.STATE_MANAGEMENT, shown);
            return true;
        }
        return isRefusedValue(name, value.asText(), changes, shown);
    }

    /** What OpenSearch 2 refuses as Elasticsearch 8 does, it refuses by value. */
    private boolean isRefusedValue(String name, String value, Changes changes, String shown) {
        boolean openSearch2 = move.to().openSearch() && move.to().version().major() >= 2;
        boolean refused = switch (name) {
            case "index.soft_deletes.enabled" -> openSearch2 && value.equals("false");
            case "index.translog.retention.age", "index.translog.retention.size" -> openSearch2;
            case "index.shard.check_on_startup" -> move.to().hasSince(7, 0) && value.equals("fix");
            case "index.store.type" -> value.equals("snapshot");
            default -> false;
        };
        if (refused) {
            changes.add(Conversion.SETTING_REMOVED, shown);
        }
        return refused;
    }

    private void values(SortedMap<String, JsonNode> settings, Changes changes) {
        settings.replaceAll((name, value) -> {
            if (name.equals("index.store.type") && value.asText().equals("default")) {
                changes.add(Conversion.SETTING_REMOVED, name + ": default becomes fs");
                return TextNode.valueOf("fs");
            }
            if (move.to().hasSince(8, 0)
                    && name.equals("index.store.type")
                    && value.asText().equals("simplefs")) {
                changes.add(Conversion.SETTING_REMOVED, name + ": simplefs becomes niofs");
                return TextNode.valueOf("niofs");
            }
            if (move.to().hasSince(7, 0)
                    && name.matches("index\\.similarity\\..*\\.type")
                    && value.asText().equals("classic")) {
                changes.add(Conversion.SIMILARITY_CLASSIC, name);
                return TextNode.valueOf("BM25");
            }
            return value;
        });
    }
}
