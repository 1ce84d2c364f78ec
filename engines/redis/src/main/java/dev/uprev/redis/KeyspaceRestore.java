package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.LedgerBalance;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.archive.LedgerEntry;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.List;

/**
 * Restores items of the archive: the keys of one item may be of any server of the target, some hundreds of them on
 * their way at a time. What was restored before is replaced. For one thread.
 */
final class KeyspaceRestore {
    private final StepContext context;
    private final TargetServers servers;
    private final RestoreCommand command;

    KeyspaceRestore(StepContext context, TargetServers servers) throws IOException {
        this.context = context;
        this.servers = servers;
        this.command = new RestoreCommand(servers, new RedisFacts(context.plan().source()).recency());
    }

    void restore(ArchiveReader archive, ArchiveEntry entry) throws IOException {
        int database = Keyspace.database(entry);
        ItemDeadlines all = new ItemDeadlines(context.clock(), entry);
        long written = 0;
        long expired = 0;
        try (RecordReader records = new RecordReader(archive.read(entry))) {
            while (records.next()) {
                Pipeline server = servers.of(database, records.key());
                Deadlines deadlines = all.at(server.server());
                long expiry = deadlines.here(records.expiry());
                if (deadlines.isOver(expiry)) {
                    expired++;
                    continue;
                }
                command.add(server, records, expiry, deadlines.now());
                written++;
                if (written % 1024 == 0) {
                    context.cancellation().check();
                }
            }
            servers.settle();
        }
        balance(entry, written, expired);
    }

    /** Restores a large key, which is an item of its own. */
    void restoreLarge(ArchiveReader archive, ArchiveEntry entry) throws IOException {
        LargeKey large = LargeKey.of(entry);
        Pipeline server = servers.of(Keyspace.database(entry), large.key());
        Deadlines deadlines = Deadlines.of(server.server(), context.clock(), entry);
        long expiry = deadlines.here(large.expiry());
        LargeKeyRestore restore = new LargeKeyRestore(server, large.key(), servers.isCluster());
        restore.begin();
        if (!deadlines.isOver(expiry)) {
            CommandReader.read(archive.read(entry), words -> {
                context.cancellation().check();
                restore.accept(words);
            });
        }
        // It may take so long that the key expires meanwhile; of an earlier attempt something may be left.
        boolean over = deadlines.isOver(expiry) || !restore.end(expiry);
        if (over) {
            restore.drop();
        }
        balance(entry, over ? 0 : 1, over ? 1 : 0);
    }

    private void balance(ArchiveEntry entry, long written, long expired) {
        List<LedgerEntry> ledger = expired == 0
                ? List.of()
                : List.of(new LedgerEntry(
                        LedgerCategory.EXPIRED,
                        entry.kind(),
                        entry.name(),
                        expired,
                        "expired before they were restored"));
        LedgerBalance.check(entry.kind(), entry.name(), entry.items(), written, ledger);
        context.progress().advance(entry.name(), entry.items());
    }
}
