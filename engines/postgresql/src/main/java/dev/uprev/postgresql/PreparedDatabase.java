package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.error.UpgradeException;
import java.util.List;
import java.util.Map;

/**
 * A database of the target that has its schema.
 *
 * @param scripts its schema
 * @param notes what an earlier attempt has restored, see {@link Bookkeeping}
 * @param tables its tables by their keys
 */
record PreparedDatabase(SchemaScripts scripts, Map<String, String> notes, Map<String, TargetTables.Table> tables) {
    /** The code of the error for a target that holds data of another dump than the archive does. */
    static final String OUTDATED = "target-outdated";

    PreparedDatabase {
        notes = Map.copyOf(notes);
        tables = Map.copyOf(tables);
    }

    boolean isDone(String note) {
        return notes.containsKey(note);
    }

    /**
     * Whether an item was restored before.
     *
     * @throws UpgradeException {@code target-outdated} when it was, but in another version
     */
    boolean isDone(ArchiveEntry item) {
        return isDone(notes, item);
    }

    /** As {@link #isDone(ArchiveEntry)}. */
    static boolean isDone(Map<String, String> notes, ArchiveEntry item) {
        String seal = notes.get(Bookkeeping.item(item));
        if (seal != null && !seal.equals(Bookkeeping.seal(item))) {
            throw UpgradeException.failed(OUTDATED, "the target holds data of an earlier dump")
                    .seen(item.key())
                    .why("the dump began anew after they were restored")
                    .fix("empty the target and restore again");
        }
        return seal != null;
    }

    /** Those of the items that were not restored before. */
    List<ArchiveEntry> missing(List<ArchiveEntry> items) {
        return items.stream().filter(item -> !isDone(item)).toList();
    }
}
