package dev.uprev.elasticsearch;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the documents of the source go on the target.
 *
 * @param destinations by the name of the {@link DocumentSet}
 */
record TargetIndices(SortedMap<String, Destination> destinations) {
    /**
     * A place for documents.
     *
     * @param type the mapping type there; {@code _doc}, and to be left out of requests, where there are none any more
     * @param edit what is added to each document
     */
    record Destination(String index, String type, Optional<SourceEdit> edit) {}

    TargetIndices {
        destinations = Collections.unmodifiableSortedMap(new TreeMap<>(destinations));
    }

    /** Absent where they do not go over. */
    Optional<Destination> of(DocumentSet documents) {
        return Optional.ofNullable(destinations.get(documents.name()));
    }

    /** The indices of the target that get documents. */
    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        destinations.values().forEach(destination -> names.add(destination.index()));
        return names;
    }
}
