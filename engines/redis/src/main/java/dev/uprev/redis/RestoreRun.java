package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import dev.uprev.transfer.FollowedDump;
import java.io.IOException;
import java.util.Optional;

/**
 * The action of the restore step: follows the archive, and has several workers restore one item after the other. Which
 * items are restored is kept in the journal; one that was interrupted is restored again, which changes nothing.
 */
final class RestoreRun {
    private final StepContext context;
    private final Connections connections;

    RestoreRun(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.TARGET, context.target(), context.secrets());
    }

    void carryOut() throws Exception {
        try (FollowedDump dump = FollowedDump.open(context)) {
            RestoredItems restored = new RestoredItems(context);
            TargetState before = TargetState.of(connections);
            restored.begin(before, () -> TargetState.empty(connections));
            Crew crew = new Crew(context);
            ArchiveFollower items = dump.items(crew.stopping()::check);
            for (int i = 1; i <= context.plan().request().transfer().jobs(); i++) {
                crew.start("restore-" + i, () -> work(crew, dump, items, restored));
            }
            crew.await();
            TargetState.of(connections).requireNothingLostSince(before);
        } catch (IOException e) {
            throw NetworkErrors.lost("the target does not answer any more", context.target(), e);
        }
    }

    private void work(Crew crew, FollowedDump dump, ArchiveFollower items, RestoredItems restored) {
        try (TargetServers servers = TargetServers.open(connections)) {
            crew.watch(servers);
            try {
                KeyspaceRestore restore = new KeyspaceRestore(context, servers);
                for (Optional<ArchiveEntry> item = items.next(); item.isPresent(); item = items.next()) {
                    ArchiveEntry entry = item.get();
                    if (!restored.has(entry)) {
                        restore(restore, dump, entry);
                        restored.add(entry);
                    }
                }
            } finally {
                crew.unwatch(servers);
            }
        } catch (IOException e) {
            throw NetworkErrors.lost("the target does not answer any more", context.target(), e);
        }
    }

    private void restore(KeyspaceRestore restore, FollowedDump dump, ArchiveEntry entry) throws IOException {
        switch (entry.kind()) {
            case KeyspaceDump.KIND -> restore.restore(dump.archive(), entry);
            case LargeKey.KIND -> restore.restoreLarge(dump.archive(), entry);
            case FunctionTransfer.KIND, AclTransfer.KIND ->
                ServerObjects.restore(context, connections, dump.archive(), entry);
            default ->
                throw UpgradeException.failed("archive-item-unknown", "cannot restore an item of the dump")
                        .seen(entry.key())
                        .why("this release does not know its kind")
                        .fix("restore with the release that has dumped, or a newer one");
        }
    }
}
