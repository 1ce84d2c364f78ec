package dev.uprev.elasticsearch;

import java.util.List;
import java.util.SortedMap;

/**
 * What becomes of an index of the source.
 *
 * @param targets one, or one for each mapping type, or none where it cannot be
 * @param destinations where its documents go, by the name of the {@link DocumentSet}
 * @param changes all of them, those that forbid it too
 */
record ConvertedIndex(
        List<TargetIndex> targets, SortedMap<String, TargetIndices.Destination> destinations, List<Change> changes) {}
