package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Which items of the archive are restored, kept in the journal. All of that is void when the source was dumped anew or
 * a server of the target was started anew, which may have lost what it had in memory. Thread-safe once begun.
 */
final class RestoredItems {
    private static final String ATTEMPT = "restore.attempt";
    private static final String HOLDS_FOR = "restore.holds-for";
    private static final String DUMP = "dump.count";
    private static final String YES = "yes";

    private final StepContext context;
    private String attempt = "";

    RestoredItems(StepContext context) {
        this.context = context;
    }

    /** The dump has taken back items that may have been restored. */
    static void dumpedAnew(StepContext context) {
        int count = Integer.parseInt(context.recall(DUMP).orElse("0"));
        context.remember(DUMP, String.valueOf(count + 1));
    }

    /** The target was emptied. */
    static void forget(StepContext context) {
        context.remember(ATTEMPT, "");
    }

    /**
     * Finds out whether what was restored before still holds.
     *
     * @param emptying empties the target, where an earlier attempt has left there what does not hold any more
     */
    void begin(TargetState target, Emptying emptying) throws IOException {
        String now = context.recall(DUMP).orElse("0") + " " + target.runIds();
        Optional<String> last = context.recall(ATTEMPT).filter(id -> !id.isEmpty());
        if (last.isPresent() && context.recall(HOLDS_FOR).equals(Optional.of(now))) {
            attempt = last.get();
            return;
        }
        // After a crash in between, the attempt holds for nothing, and the target is emptied again.
        context.remember(HOLDS_FOR, "");
        if (last.isPresent()) {
            emptying.run();
        }
        attempt = UUID.randomUUID().toString();
        context.remember(ATTEMPT, attempt);
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

    /** Empties the target. */
    @FunctionalInterface
    interface Emptying {
        void run() throws IOException;
    }
}
