package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemKey;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an attempt that was broken off has left in the archive, and whether it is still what the source holds. It is
 * when no transaction has changed anything on the server since its snapshot; else when the table's file is the same and
 * the server has counted no row more, provided that its counts are complete (see {@link SourceWriters}) and go back to
 * that time.
 */
final class EarlierTables {
    /** Keys of metadata. */
    static final String PAGES = "pages";

    static final String SNAPSHOT = "snapshot";
    static final String STATE = "state";

    private final Map<String, List<ArchiveEntry>> byName = new HashMap<>();
    private final String snapshot;
    private final boolean countsComplete;

    /**
     * @param entries of one kind
     * @param snapshot of this attempt, as {@link SnapshotHolder#state}
     * @param countsComplete whether the server has counted all that was ever written
     */
    EarlierTables(Collection<ArchiveEntry> entries, String snapshot, boolean countsComplete) {
        entries.forEach(entry ->
                byName.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry));
        this.snapshot = snapshot;
        this.countsComplete = countsComplete;
    }

    /** Metadata by which a later attempt will know. */
    static SortedMap<String, String> metadata(String snapshot, TableState state) {
        return new TreeMap<>(Map.of(SNAPSHOT, snapshot, STATE, Json.write(state)));
    }

    /**
     * The items of this name, if all of them are good still.
     *
     * @param logged whether the rows survive a crash of the server
     * @param now the state of the table, read after the snapshot was taken
     */
    List<ArchiveEntry> good(String name, boolean logged, TableState now) {
        List<ArchiveEntry> entries = byName.getOrDefault(name, List.of());
        return entries.stream().allMatch(entry -> isGood(entry, logged, now)) ? entries : List.of();
    }

    private boolean isGood(ArchiveEntry entry, boolean logged, TableState now) {
        TableState then = Json.read(entry.metadata().getOrDefault(STATE, "{}"), TableState.class);
        boolean sameEpoch = then.epoch().equals(now.epoch());
        // An empty list at the end: no transaction was under way.
        boolean nothingRan =
                snapshot.endsWith(":") && snapshot.equals(entry.metadata().get(SNAPSHOT));
        if (nothingRan && (logged || sameEpoch)) {
            return true;
        }
        return countsComplete && sameEpoch && then.equals(now);
    }

    /** Keys of all items but these. */
    List<ItemKey> allBut(Collection<ItemKey> good) {
        return byName.values().stream()
                .flatMap(List::stream)
                .map(ArchiveEntry::key)
                .filter(key -> !good.contains(key))
                .toList();
    }
}
