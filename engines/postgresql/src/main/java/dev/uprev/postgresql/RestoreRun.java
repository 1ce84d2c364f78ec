package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The action of the restore step. Follows the archive, be it complete or still being written, and keeps a number of
 * workers busy with what can be done.
 */
final class RestoreRun {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** The dump had to begin anew after a part of it was restored. */
    private static final Set<String> OUTDATED = Set.of(PreparedDatabase.OUTDATED, "archive-item-discarded");

    private final StepContext context;
    private final Connections connections;
    private boolean dumpHasEnded;

    RestoreRun(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.TARGET, context.target(), context.secrets());
    }

    /** Restores everything that is not restored yet. */
    void carryOut() throws Exception {
        // What lies there before the dump has looked at it may be of another dump, or about to be discarded.
        while (!DumpBegun.isTold(context) && !dumpHasEnded) {
            awaitDump();
        }
        try (ArchiveReader archive = ArchiveReader.open(context.archive())) {
            if (!archive.header().engine().equals(DatabaseEngine.POSTGRESQL)) {
                throw UpgradeException.failed("archive-of-other-engine", "cannot restore from this dump")
                        .seen(archive.header().engine())
                        .why("the target is a PostgreSQL server")
                        .fix("name the directory of a dump of PostgreSQL");
            }
            if (archive.isFinished()) {
                ArchiveCheck.verify(
                        context.archive(), context.plan().request().transfer().jobs());
            }
            try {
                restore(archive);
            } catch (UpgradeException e) {
                if (!OUTDATED.contains(e.code())) {
                    throw e;
                }
                // What was restored of the old dump must not be mixed with the new one.
                new RestoreUndo(context).carryOut();
                restore(archive);
            }
        }
    }

    private void restore(ArchiveReader archive) throws Exception {
        TargetMemory memory = new TargetMemory(context);
        if (!memory.before().isComplete()) {
            restore(archive, memory);
            memory.keepComplete();
        }
        dropNotes(memory);
    }

    private void restore(ArchiveReader archive, TargetMemory memory) throws Exception {
        int jobs = context.plan().request().transfer().jobs();
        WorkQueue queue = new WorkQueue();
        TargetServer server = TargetServer.look(connections);
        TargetSessions sessions = new TargetSessions(connections, server.sessionSettings(jobs));
        RestoreScope scope = new RestoreScope(
                context,
                archive,
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
            ArchiveFollower follower = archive.follow(() -> {
                workers.check();
                awaitDump();
            });
            for (Optional<ArchiveEntry> item = follower.next(); item.isPresent(); item = follower.next()) {
                cluster.add(item.get());
            }
            cluster.end();
            workers.await(context.cancellation());
        }
    }

    /**
     * Waits a moment for the dump to go on.
     *
     * @throws UpgradeException {@code archive-unfinished} when it has ended without finishing the archive
     */
    private void awaitDump() throws InterruptedException {
        if (dumpHasEnded) {
            throw UpgradeException.failed("archive-unfinished", "cannot restore from the dump")
                    .seen(context.archive())
                    .why("it is not finished, and nothing writes to it any more")
                    .fix("resume the dump, then restore");
        }
        if (context.otherStepEnded()) {
            // It may have finished the archive since the last look at it.
            dumpHasEnded = true;
        } else {
            context.pause(LOOK_AGAIN);
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
