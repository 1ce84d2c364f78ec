package dev.uprev.redis;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveState;
import dev.uprev.error.UpgradeException;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.FollowedDump;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The action of the restore step: follows the archive, and has several workers restore one item after the other. Which
 * items are restored is kept in the journal; one that was interrupted is restored again, which changes nothing.
 */
final class RestoreRun {
    private static final String KEY = "restored ";
    private static final String YES = "yes";

    private final StepContext context;
    private final Connections connections;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    RestoreRun(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.TARGET, context.target(), context.secrets());
    }

    /** After the target was emptied. */
    static void forget(StepContext context) throws IOException {
        if (ArchiveCheck.state(context.archive()) == ArchiveState.ABSENT) {
            return;
        }
        try (ArchiveReader archive = ArchiveReader.open(context.archive())) {
            archive.entries().forEach(entry -> context.remember(KEY + entry.key(), ""));
        }
    }

    void carryOut() throws Exception {
        try (FollowedDump dump = FollowedDump.open(context)) {
            ArchiveFollower items = dump.items(this::check);
            List<Thread> workers = new ArrayList<>();
            for (int i = 1; i <= context.plan().request().transfer().jobs(); i++) {
                Thread worker = new Thread(() -> work(dump, items), "uprev-restore-" + i);
                worker.start();
                workers.add(worker);
            }
            for (Thread worker : workers) {
                worker.join();
            }
            check();
        }
    }

    private void check() {
        Throwable error = failure.get();
        if (error instanceof UpgradeException known) {
            throw known;
        }
        if (error != null) {
            throw new IllegalStateException(error);
        }
    }

    private void work(FollowedDump dump, ArchiveFollower items) {
        try (TargetServers servers = TargetServers.open(connections)) {
            for (Optional<ArchiveEntry> item = items.next(); item.isPresent(); item = items.next()) {
                ArchiveEntry entry = item.get();
                if (!context.recall(KEY + entry.key()).equals(Optional.of(YES))) {
                    new KeyspaceRestore(context, servers).restore(dump.archive(), entry);
                    context.remember(KEY + entry.key(), YES);
                }
            }
        } catch (IOException e) {
            failure.compareAndSet(null, NetworkErrors.lost("the target does not answer any more", context.target(), e));
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }
}
