package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.archive.LedgerEntry;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Dumps one database, all of it as it is at one moment. For one thread, which starts others. */
final class DatabaseDump {
    private final StepContext context;
    private final Connections connections;
    private final String database;
    private final ArchiveWriter archive;
    private final DumpProgress progress;
    /** Whether an earlier attempt has left something of this database. */
    private final boolean later;

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
        this.later = archive.completed().stream()
                .anyMatch(entry -> entry.name().equals(database)
                        || database.equals(entry.metadata().get(TableData.DATABASE)));
    }

    /**
     * Discards what an earlier attempt has left and what has changed since, before anything of it is given to a
     * restore.
     */
    void discardOutdated() throws InterruptedException {
        if (!later) {
            return;
        }
        try (Connection aside = aside()) {
            ServerVersion version = ServerVersion.of(aside);
            String snapshot = SnapshotHolder.current(aside);
            DumpMoment moment = DumpMoment.first(version, database, snapshot, TableStates.read(aside))
                    .later(aside, context);
            tables(moment, aside).discard(new TableCatalog(aside, version, database).read());
            new LargeObjectTasks(moment, archive, progress).discard();
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
    }

    /**
     * Dumps what the archive does not have yet.
     *
     * @param beside what else is to be done at the same time
     * @return by which it can be told later what was written meanwhile
     */
    SourceChanges run(Crew.Work beside) throws Exception {
        try (Connection aside = aside()) {
            ServerVersion version = ServerVersion.of(aside);
            // Before the snapshot: what is written between the two counts as a change, and none is overlooked.
            Map<Long, TableState> before = TableStates.read(aside);
            try (SnapshotHolder holder = SnapshotHolder.open(connections, database)) {
                TableCatalog catalog = new TableCatalog(holder.connection(), version, database);
                catalog.unreadable().forEach(this::skip);
                List<SourceTable> tables = catalog.read();
                DumpMoment first = DumpMoment.first(version, database, holder.state(), before);
                DumpMoment moment = later ? first.later(aside, context) : first;
                List<DumpTask> tasks = tasks(moment, holder.connection(), tables);
                try (QuietCounts counts = QuietCounts.watch(aside, holder.state(), before)) {
                    new DumpWorkers(context, connections, holder).run(database, archive, tasks, beside);
                    holder.check();
                    return new SourceChanges(database, holder.state(), counts.counts(), tables);
                }
            }
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
    }

    private void skip(String table) {
        archive.ledger(new LedgerEntry(
                LedgerCategory.SKIPPED,
                "unlogged-table",
                table,
                1,
                "the source is a standby, which has no rows of unlogged tables; the table arrives empty"));
    }

    private Connection aside() {
        return connections.open(ConnectionRequest.of(database, "dump").readingOnly());
    }

    /** The largest first, so that at the end no worker waits long for another. */
    private List<DumpTask> tasks(DumpMoment moment, Connection connection, List<SourceTable> tables)
            throws SQLException {
        List<DumpTask> tasks = new ArrayList<>(tables(moment, connection).plan(tables));
        tasks.addAll(new LargeObjectTasks(moment, archive, progress).plan(connection));
        tasks.sort(Comparator.comparingLong(DumpTask::bytes).reversed());
        return tasks;
    }

    private TableTasks tables(DumpMoment moment, Connection connection) {
        int jobs = context.plan().request().transfer().jobs();
        IntegerKeyRanges keys = new IntegerKeyRanges(connection, connections.side());
        return new TableTasks(moment, archive, progress, new ChunkPlanner(moment.version(), jobs, keys));
    }
}
