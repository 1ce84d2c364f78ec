package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import dev.uprev.transfer.FollowedDump;
import java.util.Collection;
import java.util.Optional;

/**
 * The action of the restore step: makes the indices, then follows the archive, and has several workers load one item
 * after the other. Which items are loaded is kept in the journal; one that was interrupted is loaded again, which
 * changes nothing.
 */
final class RestoreRun {
    /** So often nodes of the target may be started anew meanwhile. */
    private static final int ROUNDS = 5;

    private final StepContext context;

    RestoreRun(StepContext context) {
        this.context = context;
    }

    void carryOut() throws Exception {
        try (Cluster target = Cluster.open(Side.TARGET, context.target(), context.secrets());
                FollowedDump dump = FollowedDump.open(context)) {
            if (RestoredItems.mayHaveOthers(context)) {
                empty(context, target);
            }
            TargetIndices indices = Definitions.restore(context, dump, target, context.cancellation()::check);
            // Once blocks are set, documents cannot be loaded again, nor need they.
            if (!RestoredItems.areAllLoaded(context)) {
                try {
                    load(dump, target, indices, new LoadMode(context, target));
                } catch (Exception e) {
                    // A client that was stopped answers no more; another one may.
                    leave(e, indices.names());
                    throw e;
                }
                RestoredItems.allLoaded(context);
            }
            Definitions.complete(context, dump.archive(), target);
            new PlacedCopies(context, target, indices.names()).await();
        }
    }

    /** Takes back what this run has made, of which some may not be in the dump any more. */
    static void empty(StepContext context, Cluster target) {
        Definitions.undo(context, target);
        RestoredItems.forget(context);
    }

    private void leave(Exception failure, Collection<String> indices) {
        try (Cluster target = Cluster.open(Side.TARGET, context.target(), context.secrets())) {
            new LoadMode(context, target).leaveAfter(failure, indices);
        } catch (UpgradeException e) {
            failure.addSuppressed(e);
        }
    }

    private void load(FollowedDump dump, Cluster target, TargetIndices indices, LoadMode mode) throws Exception {
        Patience patience = new Patience(context, context.cancellation());
        for (String index : indices.names()) {
            mode.enter(index);
        }
        TargetNodes before = TargetNodes.of(target);
        for (int round = 1; true; round++) {
            items(dump, target, indices, before);
            for (String index : indices.names()) {
                patience.call(() -> {
                    mode.settle(index);
                    return index;
                });
            }
            TargetNodes after = patience.call(() -> TargetNodes.of(target));
            if (after.text().equals(before.text())) {
                break;
            }
            restarted(before, after, round);
            before = after;
        }
        for (String index : indices.names()) {
            mode.leave(index);
        }
    }

    private void restarted(TargetNodes before, TargetNodes after, int round) {
        String seen = before.started().keySet() + ", then " + after.started().keySet();
        if (round == ROUNDS) {
            throw UpgradeException.failed("target-restarts", "cannot rely on what was loaded")
                    .seen(seen)
                    .why("nodes of the target were started anew again and again, and may have lost what they had not"
                            + " yet on disk")
                    .fix("find out why, in their logs; then resume");
        }
        context.report(Finding.info(
                "target-restarted",
                seen,
                "a node was started anew, and may have lost what it had not yet on disk: all was loaded again",
                "nothing needs to be done"));
    }

    private void items(FollowedDump dump, Cluster target, TargetIndices indices, TargetNodes nodes) throws Exception {
        RestoredItems restored = new RestoredItems(context);
        restored.begin(nodes.text());
        BulkLoad load = new BulkLoad(context, dump.archive(), target, nodes);
        Crew crew = new Crew(context);
        crew.watch(target);
        ArchiveFollower items = dump.items(crew.stopping()::check);
        for (int i = 1; i <= context.plan().request().transfer().jobs(); i++) {
            crew.start("restore-" + i, () -> {
                Patience patience = new Patience(context, crew.stopping());
                for (Optional<ArchiveEntry> item = items.next(); item.isPresent(); item = items.next()) {
                    ArchiveEntry entry = item.get();
                    if (entry.kind().equals(DocumentItems.KIND) && !restored.has(entry)) {
                        load.load(entry, destination(indices, entry), patience);
                        restored.add(entry);
                    }
                }
            });
        }
        crew.await();
    }

    private static TargetIndices.Destination destination(TargetIndices indices, ArchiveEntry entry) {
        return indices.of(DocumentSet.of(entry.name()))
                .orElseThrow(() -> UpgradeException.failed("archive-item-unknown", "cannot restore an item of the dump")
                        .seen(entry.key())
                        .why("the dump does not say where its documents go")
                        .fix("dump again with this release"));
    }
}
