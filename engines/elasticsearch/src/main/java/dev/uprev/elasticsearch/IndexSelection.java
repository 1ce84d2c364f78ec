package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.model.UpgradeRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which indices go over: those that users made. A name with a dot in front belongs to a product (Kibana, security,
 * watches, asynchronous searches, places of addresses), unless it is that of a data stream's backing index; the
 * histories of x-pack have no dot.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/api-conventions.html">System indices</a>
 */
final class IndexSelection {
    private static final List<String> HISTORIES = List.of("ilm-history-*", "slm-history-*", "top_queries-*");

    private final List<String> wanted;
    private final List<String> excluded;
    private final List<String> empty;

    IndexSelection(UpgradeRequest request) {
        this.wanted = ElasticsearchOptions.names(request, ElasticsearchOptions.INDICES);
        this.excluded = ElasticsearchOptions.names(request, ElasticsearchOptions.EXCLUDE);
        this.empty = ElasticsearchOptions.names(request, ElasticsearchOptions.EMPTY);
    }

    /** What is known of an index before its definition is read. */
    record Candidate(
            String name, SortedMap<String, JsonNode> settings, boolean open, boolean system, Optional<String> stream) {
        /** Why its documents cannot be read. */
        Optional<String> obstacle() {
            if (!open) {
                return Optional.of("closed");
            }
            return Settings.isTrue(settings, "index.blocks.read") ? Optional.of("index.blocks.read") : Optional.empty();
        }
    }

    /** Why an index does not go over; absent where it does. */
    Optional<String> reasonToLeave(Candidate index) {
        if (isNamed(excluded, index)) {
            return Optional.of("option " + ElasticsearchOptions.EXCLUDE);
        }
        if (!wanted.isEmpty() && !isNamed(wanted, index)) {
            return Optional.of("not among the option " + ElasticsearchOptions.INDICES);
        }
        if (isNamedWithItsDot(index)) {
            return Optional.empty();
        }
        if (index.system()) {
            return Optional.of("a system index of the server");
        }
        String owner = index.stream().orElse(index.name());
        return owner.startsWith(".") || ElasticsearchOptions.fits(HISTORIES, owner)
                ? Optional.of("made by the server or a product of its vendor, not by users")
                : Optional.empty();
    }

    /** Names and patterns that no index fits, each with its option. */
    SortedMap<String, String> unknown(List<Candidate> all) {
        SortedMap<String, String> unknown = new TreeMap<>();
        unknown(empty, ElasticsearchOptions.EMPTY, all, unknown);
        unknown(excluded, ElasticsearchOptions.EXCLUDE, all, unknown);
        unknown(wanted, ElasticsearchOptions.INDICES, all, unknown);
        return unknown;
    }

    private static void unknown(
            List<String> patterns, String option, List<Candidate> all, SortedMap<String, String> unknown) {
        for (String pattern : patterns) {
            if (all.stream().noneMatch(index -> isNamed(List.of(pattern), index))) {
                unknown.put(pattern, option);
            }
        }
    }

    boolean documentsGo(Candidate index) {
        return !isNamed(empty, index);
    }

    /** A backing index by the name of its stream too. */
    private static boolean isNamed(List<String> patterns, Candidate index) {
        return ElasticsearchOptions.fits(patterns, index.name())
                || index.stream()
                        .filter(stream -> ElasticsearchOptions.fits(patterns, stream))
                        .isPresent();
    }

    /** A pattern without a dot in front does not mean what has one. */
    private boolean isNamedWithItsDot(Candidate index) {
        return isNamed(wanted.stream().filter(name -> name.startsWith(".")).toList(), index);
    }
}
