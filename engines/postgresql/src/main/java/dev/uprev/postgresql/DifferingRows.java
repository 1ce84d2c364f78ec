package dev.uprev.postgresql;

import dev.uprev.model.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Some of the rows in which two tables differ, brought together by their keys. Few are kept, those with the smallest
 * hashes of keys, so that whatever is kept of a key is all there is of it. For one thread.
 */
final class DifferingRows {
    private static final int KEPT = 20;
    private static final int VERSIONS = 8;

    private final TableKey key;
    private final RowSketch.Listed listed;
    private final TreeMap<Long, Map<Long, Version>> byKey = new TreeMap<>();
    private long end = Long.MAX_VALUE;

    DifferingRows(TableKey key, RowSketch.Listed listed) {
        this.key = key;
        this.listed = listed;
    }

    /** A row that one side has more often than the other. */
    static final class Version {
        private final RowImage image;
        private long ours;
        private long theirs;

        Version(RowImage image) {
            this.image = image;
        }

        RowImage image() {
            return image;
        }

        /** How often the source has it. */
        long ours() {
            return ours;
        }

        /** How often the target has it. */
        long theirs() {
            return theirs;
        }
    }

    /** Keeps the row if it is one of those that differ. */
    void add(Side side, RowImage image, long hash) {
        long member = HashSketch.member(hash);
        if (!listed.more().containsKey(member)) {
            return;
        }
        long keyHash = key.hash(image, hash);
        if (keyHash > end || !RowSketch.isIn(listed.level(), keyHash)) {
            return;
        }
        Map<Long, Version> versions = byKey.computeIfAbsent(keyHash, none -> new HashMap<>());
        if (versions.size() < VERSIONS || versions.containsKey(member)) {
            Version version = versions.computeIfAbsent(member, none -> new Version(image.copy()));
            if (side == Side.SOURCE) {
                version.ours++;
            } else {
                version.theirs++;
            }
        }
        if (byKey.size() > KEPT) {
            end = byKey.pollLastEntry().getKey() - 1;
        }
    }

    /** The versions of each row that is kept. */
    List<Set<Version>> rows() {
        return byKey.values().stream()
                .map(versions -> Set.copyOf(versions.values()))
                .toList();
    }
}
