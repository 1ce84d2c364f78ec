package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Dumps one database, all of it as it is at one moment. For one thread, which starts others. */
final class DatabaseDump {
    private static final Duration COUNTS_SETTLE = Duration.ofSeconds(1);

    private static final String TOOL_FAILED = "tool-failed";

    private final StepContext context;
    private final Connections connections;
    private final String database;
    private final ArchiveWriter archive;
    private final DumpProgress progress;
    private final int jobs;

    DatabaseDump(
            StepContext context,
            Connections connections,
            String database,
            ArchiveWriter archive,
            DumpProgress progress) {
        this.context = context;
        this.connections = connections;
        this.database = database;
        this.archive = archive;
        this.progress = progress;
        this.jobs = context.plan().request().transfer().jobs();
    }

    /**
     * Dumps what the archive does not have yet.
     *
     * @return the tables that were written to meanwhile
     */
    List<String> run() throws Exception {
        try (Connection aside =
                connections.open(ConnectionRequest.of(database, "dump").readingOnly())) {
            ServerVersion version = ServerVersion.of(aside);
            // Before the snapshot: what is written between the two counts as a change, and none is overlooked.
            Map<Long, TableState> before = TableStates.read(aside);
            try (SnapshotHolder holder = SnapshotHolder.open(connections, database)) {
                List<SourceTable> tables = new TableCatalog(holder.connection(), version, database).read();
                DumpMoment moment = moment(aside, version, holder, before);
                dump(holder, tasks(holder, moment, tables));
                holder.check();
                return SourceChanges.find(aside, holder.state(), before, tables);
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.SOURCE, e);
        }
    }

    private DumpMoment moment(
            Connection aside, ServerVersion version, SnapshotHolder holder, Map<Long, TableState> before)
            throws SQLException, InterruptedException {
        if (archive.completed().isEmpty()) {
            return new DumpMoment(version, database, holder.state(), before, before, false);
        }
        // Counts on their way to the server's statistics take half a second before version 15.
        context.pause(COUNTS_SETTLE);
        boolean complete = SourceWriters.haveReported(aside, version);
        return new DumpMoment(version, database, holder.state(), before, TableStates.read(aside), complete);
    }

    private List<DumpTask> tasks(SnapshotHolder holder, DumpMoment moment, List<SourceTable> tables)
            throws SQLException {
        ChunkPlanner planner =
                new ChunkPlanner(moment.version(), jobs, new IntegerKeyRanges(holder.connection(), connections.side()));
        List<DumpTask> tasks = new ArrayList<>(new TableTasks(moment, archive, progress, planner).plan(tables));
        tasks.addAll(new LargeObjectTasks(moment, archive, progress).plan(holder.connection()));
        tasks.sort(Comparator.comparingLong(DumpTask::bytes).reversed());
        return tasks;
    }

    private void dump(SnapshotHolder holder, List<DumpTask> tasks) throws Exception {
        Queue<DumpTask> queue = new ConcurrentLinkedQueue<>(tasks);
        DumpCrew crew = new DumpCrew(context);
        CatalogDump catalog = new CatalogDump(context, archive, database);
        crew.start("dump-schema", () -> catalog.run(holder, crew.stopping()));
        for (int i = 1; i <= Math.min(jobs, tasks.size()); i++) {
            crew.start("dump-" + i, () -> work(crew, holder.id(), queue));
        }
        try {
            crew.await();
        } catch (UpgradeException e) {
            throw explained(e, holder);
        }
    }

    /** A tool cannot tell by a code that it has lost the server. */
    private static UpgradeException explained(UpgradeException failure, SnapshotHolder holder) {
        try {
            holder.check();
            return failure;
        } catch (SQLException e) {
            UpgradeException reason = PgErrors.explain(Side.SOURCE, e);
            reason.addSuppressed(failure);
            return failure.code().equals(TOOL_FAILED) ? reason : failure;
        }
    }

    private void work(DumpCrew crew, String snapshot, Queue<DumpTask> queue) throws Exception {
        try (SnapshotSession session = SnapshotSession.open(connections, database, snapshot)) {
            crew.watch(session);
            try {
                DumpTask task = queue.poll();
                while (task != null && !crew.stopping().isCancelled()) {
                    task.run(session);
                    task = queue.poll();
                }
            } finally {
                crew.unwatch(session);
            }
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
    }
}
