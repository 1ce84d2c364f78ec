package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Does the work of the dump of a database: some workers that share one queue, and one for what is no data. */
final class DumpWorkers {
    /** Codes of failures that may have come of the loss of the snapshot. */
    private static final Set<String> UNSPECIFIC = Set.of("tool-failed", PgErrors.SQL_FAILED);

    private final StepContext context;
    private final Connections connections;
    private final SnapshotHolder holder;
    private final Crew crew;

    DumpWorkers(StepContext context, Connections connections, SnapshotHolder holder) {
        this.context = context;
        this.connections = connections;
        this.holder = holder;
        this.crew = new Crew(context);
    }

    /**
     * Does all tasks in their order, as many at a time as there are jobs.
     *
     * @param beside what else is to be done at the same time
     */
    void run(String database, ArchiveWriter archive, List<DumpTask> tasks, Crew.Work beside) throws Exception {
        CatalogDump catalog = new CatalogDump(context, archive, database);
        Queue<DumpTask> queue = new ConcurrentLinkedQueue<>(tasks);
        int jobs = context.plan().request().transfer().jobs();
        crew.start("dump-beside", beside);
        crew.start("dump-schema", () -> dump(catalog));
        for (int i = 1; i <= Math.min(jobs, tasks.size()); i++) {
            crew.start("dump-" + i, () -> work(database, queue));
        }
        try {
            crew.await();
        } catch (UpgradeException e) {
            throw explained(e);
        }
    }

    private void dump(CatalogDump catalog) throws Exception {
        catalog.run(holder.connection(), holder.id(), crew.stopping());
        try {
            catalog.largeObjects(holder.connection());
            catalog.comparison();
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
    }

    private void work(String database, Queue<DumpTask> queue) throws Exception {
        try (SnapshotSession session = SnapshotSession.open(connections, database, holder.id())) {
            crew.workOff(session, queue);
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
    }

    /** Neither a tool nor a session that is too late for the snapshot can tell what has become of it. */
    private UpgradeException explained(UpgradeException failure) {
        if (!UNSPECIFIC.contains(failure.code())) {
            return failure;
        }
        try {
            holder.check();
            return failure;
        } catch (SQLException e) {
            UpgradeException reason = PgErrors.explain(connections.side(), e);
            reason.addSuppressed(failure);
            return reason;
        }
    }
}
