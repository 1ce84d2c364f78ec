package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.plan.StepContext;
import java.util.Optional;
import java.util.UUID;

/**
 * Which items of the archive are restored, kept in the journal. All of that is void when the source was dumped anew, or
 * when a node of the target was started anew, which may have lost what it had not yet on disk. Thread-safe once begun.
 */
final class RestoredItems {
    private static final String ATTEMPT = "restore.attempt";
    private static final String HOLDS_FOR = "restore.holds-for";
    private static final String DUMP = "dump.count";
    private static final String DUMP_RESTORED = "restore.dump-count";
    private static final String LOADED = "restore.loaded";
    private static final String YES = "yes";

    private final StepContext context;
    private String attempt = "";

    RestoredItems(StepContext context) {
        this.context = context;
    }

    /** The dump has taken back items that may have been restored. */
    static void dumpedAnew(StepContext context) {
        context.remember(DUMP, String.valueOf(dumps(context) + 1));
    }

    /** The target was emptied. */
    static void forget(StepContext context) {
        context.remember(ATTEMPT, "");
        context.remember(DUMP_RESTORED, "");
        context.remember(LOADED, "");
    }

    /** Every item is restored, and on the disks of the target. */
    static void allLoaded(StepContext context) {
        context.remember(LOADED, loaded(context));
    }

    /** Whether that is so, of the dump as it is now. */
    static boolean areAllLoaded(StepContext context) {
        return context.recall(LOADED).equals(Optional.of(loaded(context)));
    }

    private static String loaded(StepContext context) {
        return "dump " + dumps(context);
    }

    /** Whether the target may have documents that are not in the dump any more. */
    static boolean mayHaveOthers(StepContext context) {
        return context.recall(DUMP_RESTORED)
                .filter(count -> !count.isEmpty() && !count.equals(String.valueOf(dumps(context))))
                .isPresent();
    }

    /**
     * Finds out whether what was restored before still holds.
     *
     * @param nodes the target's, as {@link TargetNodes#text()}
     */
    void begin(String nodes) {
        String now = dumps(context) + " " + nodes;
        Optional<String> last = context.recall(ATTEMPT).filter(id -> !id.isEmpty());
        if (last.isPresent() && context.recall(HOLDS_FOR).equals(Optional.of(now))) {
            attempt = last.get();
            return;
        }
        context.remember(HOLDS_FOR, "");
        attempt = UUID.randomUUID().toString();
        context.remember(ATTEMPT, attempt);
        context.remember(DUMP_RESTORED, String.valueOf(dumps(context)));
        context.remember(HOLDS_FOR, now);
    }

    boolean has(ArchiveEntry entry) {
        return context.recall(key(entry)).equals(Optional.of(YES));
    }

    void add(ArchiveEntry entry) {
        context.remember(key(entry), YES);
    }

    private String key(ArchiveEntry entry) {
        return "restored " + attempt + " " + entry.key();
    }

    private static int dumps(StepContext context) {
        return Integer.parseInt(context.recall(DUMP).orElse("0"));
    }
}
