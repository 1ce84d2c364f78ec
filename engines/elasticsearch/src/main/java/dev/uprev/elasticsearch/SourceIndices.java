package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.uprev.model.UpgradeRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The indices of the source, those that go over and those that do not.
 *
 * @param all those that go, by name
 * @param leftOut names of the others, and why
 * @param unreadable names of those whose documents should go and cannot be read, and why
 * @param unknown names and patterns of options that fit no index, and the option
 */
record SourceIndices(
        List<SourceIndex> all,
        SortedMap<String, String> leftOut,
        SortedMap<String, String> unreadable,
        SortedMap<String, String> unknown) {
    /** Names in one request, so that it is not too long: they have up to 255 bytes, of which some are encoded. */
    private static final int PAGE_LETTERS = 3_000;

    /** Indices in one answer, which is held in memory. */
    private static final int PAGE_INDICES = 50;

    SourceIndices {
        all = List.copyOf(all);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
        unreadable = Collections.unmodifiableSortedMap(new TreeMap<>(unreadable));
        unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
    }

    /** Looks at a cluster. */
    static SourceIndices of(Cluster cluster, UpgradeRequest request) {
        return of(cluster, request, (index, definition) -> {});
    }

    /**
     * Looks at a cluster.
     *
     * @param definitions gets each index that goes, with the answer of the server that defines it; they are not kept
     */
    static SourceIndices of(Cluster cluster, UpgradeRequest request, BiConsumer<SourceIndex, JsonNode> definitions) {
        IndexSelection selection = new IndexSelection(request);
        JsonNode sizes = cluster.get("/_stats/docs,store?level=indices&filter_path=indices.*.primaries"
                        + (cluster.product().hasSince(7, 7) ? "&expand_wildcards=all" : ""))
                .path("indices");
        List<SourceIndex> all = new ArrayList<>();
        SortedMap<String, String> leftOut = new TreeMap<>();
        SortedMap<String, String> unreadable = new TreeMap<>();
        SortedMap<String, JsonNode> routingShards = RoutingShards.of(cluster);
        List<IndexSelection.Candidate> candidates = candidates(cluster);
        List<IndexSelection.Candidate> going = new ArrayList<>();
        for (IndexSelection.Candidate candidate : candidates) {
            String name = candidate.name();
            selection.reasonToLeave(candidate).ifPresent(reason -> leftOut.put(name, reason));
            if (leftOut.containsKey(name)) {
                continue;
            }
            if (Settings.isTrue(candidate.settings(), "index.blocks.metadata")) {
                unreadable.put(name, "index.blocks.metadata");
                continue;
            }
            if (selection.documentsGo(candidate)) {
                candidate.obstacle().ifPresent(reason -> unreadable.put(name, reason));
            }
            going.add(candidate);
        }
        for (List<IndexSelection.Candidate> page : pages(going)) {
            JsonNode answers = definitions(cluster, page);
            for (IndexSelection.Candidate candidate : page) {
                JsonNode answer = RoutingShards.added(
                        answers.path(candidate.name()),
                        routingShards.getOrDefault(candidate.name(), MissingNode.getInstance()));
                SourceIndex index = index(
                        candidate,
                        IndexDefinition.of(candidate.name(), answer, cluster.product()),
                        sizes.path(candidate.name()).path("primaries"),
                        selection.documentsGo(candidate));
                all.add(index);
                definitions.accept(index, answer);
            }
        }
        return new SourceIndices(all, leftOut, unreadable, selection.unknown(candidates));
    }

    private static List<List<IndexSelection.Candidate>> pages(List<IndexSelection.Candidate> all) {
        List<List<IndexSelection.Candidate>> pages = new ArrayList<>();
        List<IndexSelection.Candidate> last = List.of();
        int letters = 0;
        for (IndexSelection.Candidate each : all) {
            int more = Paths.encoded(each.name()).length() + 1;
            if (pages.isEmpty() || letters + more > PAGE_LETTERS || last.size() == PAGE_INDICES) {
                last = new ArrayList<>();
                pages.add(last);
                letters = 0;
            }
            letters += more;
            last.add(each);
        }
        return pages;
    }

    /** What defines indices, in the server's own words. */
    private static JsonNode definitions(Cluster cluster, List<IndexSelection.Candidate> indices) {
        List<String> names =
                indices.stream().map(IndexSelection.Candidate::name).toList();
        return cluster.get("/" + Paths.names(names) + "?flat_settings=true");
    }

    private static SourceIndex index(
            IndexSelection.Candidate candidate, IndexDefinition definition, JsonNode sizes, boolean documentsGo) {
        return new SourceIndex(
                candidate.name(),
                Settings.text(candidate.settings(), "index.uuid").orElse(""),
                definition.types(),
                Settings.number(candidate.settings(), "index.number_of_shards", 1),
                sizes.path("docs").path("count").asLong(),
                sizes.path("store").path("size_in_bytes").asLong(),
                definition.stored(),
                Settings.isTrue(candidate.settings(), "index.frozen")
                        || Settings.isTrue(candidate.settings(), "index.search.throttled"),
                documentsGo && definition.stored() != SourceIndex.StoredSource.NONE);
    }

    /** Every index of the cluster, by name. */
    private static List<IndexSelection.Candidate> candidates(Cluster cluster) {
        JsonNode settings = cluster.get("/_all/_settings?flat_settings=true&expand_wildcards=all");
        JsonNode states = cluster.get("/_cluster/state/metadata"
                        + "?filter_path=metadata.indices.*.state,metadata.indices.*.system"
                        + (cluster.product().hasSince(7, 7) ? "&expand_wildcards=all" : ""))
                .path("metadata")
                .path("indices");
        Map<String, String> streams = DataStreams.byIndex(cluster);
        SortedMap<String, IndexSelection.Candidate> byName = new TreeMap<>();
        settings.properties().forEach(each -> {
            String name = each.getKey();
            JsonNode state = states.path(name);
            byName.put(
                    name,
                    new IndexSelection.Candidate(
                            name,
                            Settings.flat(each.getValue().path("settings")),
                            !state.path("state").asText().equals("close"),
                            state.path("system").asBoolean(),
                            Optional.ofNullable(streams.get(name))));
        });
        return List.copyOf(byName.values());
    }

    /** What is to be dumped. */
    List<DocumentSet> documentSets() {
        return all.stream().flatMap(index -> index.documentSets().stream()).toList();
    }

    long documents() {
        return all.stream().mapToLong(SourceIndex::documents).sum();
    }

    long bytes() {
        return all.stream().mapToLong(SourceIndex::bytes).sum();
    }
}
