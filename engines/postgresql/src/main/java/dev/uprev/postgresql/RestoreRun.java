package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.FollowedDump;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * The action of the restore step. Follows the archive, be it complete or still being written, and keeps a number of
 * workers busy with what can be done.
 */
final class RestoreRun {
    /** The dump had to begin anew after a part of it was restored. */
    private static final Set<String> OUTDATED = Set.of(PreparedDatabase.OUTDATED, "archive-item-discarded");

    private final StepContext context;
    private final Connections connections;

    RestoreRun(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.TARGET, context.target(), context.secrets());
    }

    /** Restores everything that is not restored yet. */
    void carryOut() throws Exception {
        try (FollowedDump dump = FollowedDump.open(context)) {
            try {
                restore(dump);
            } catch (UpgradeException e) {
                if (!OUTDATED.contains(e.code())) {
                    throw e;
                }
                // What was restored of the old dump must not be mixed with the new one.
                new RestoreUndo(context).carryOut();
                restore(dump);
            }
        }
    }

    private void restore(FollowedDump dump) throws Exception {
        TargetMemory memory = new TargetMemory(context);
        if (!memory.before().isComplete()) {
            restore(dump, memory);
            memory.keepComplete();
        }
        dropNotes(memory);
    }

    private void restore(FollowedDump dump, TargetMemory memory) throws Exception {
        int jobs = context.plan().request().transfer().jobs();
        WorkQueue queue = new WorkQueue();
        TargetServer server = TargetServer.look(connections);
        TargetSessions sessions = new TargetSessions(connections, server.sessionSettings(jobs));
        RestoreScope scope = new RestoreScope(
                context,
                dump.archive(),
                connections,
                server.version(),
                queue,
                memory,
                PgTools.of(
                                context.tools(),
                                context.plan().request(),
                                server.version().version())
                        .pgRestore());
        ClusterRestore cluster =
                new ClusterRestore(scope, context.workDirectory().resolve("restore"));
        try (WorkerPool workers = new WorkerPool(jobs, queue, sessions)) {
            ArchiveFollower follower = dump.items(workers::check);
            for (Optional<ArchiveEntry> item = follower.next(); item.isPresent(); item = follower.next()) {
                cluster.add(item.get());
            }
            cluster.end();
            workers.await(context.cancellation());
        }
    }

    /** With the last of these commits, everything before it is on the disk of the target. */
    private void dropNotes(TargetMemory memory) {
        for (String database : memory.before().databases().keySet()) {
            try (Connection connection = connections.open(database, "restore");
                    var statement = connection.createStatement()) {
                statement.execute(Bookkeeping.DROP);
            } catch (SQLException e) {
                throw PgErrors.explain(Side.TARGET, e);
            }
        }
    }
}
