package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.RunArchive;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The action of the seed: what is small (roles, schemas) goes over by way of an archive, as in a dump and restore; rows
 * go from server to server, under the snapshots of the slots; then the subscriptions take over. A snapshot is gone with
 * the process that holds it, so a seed that was killed is taken back as a whole and begins anew.
 */
final class SeedRun {
    private final StepContext context;
    private final Route route;

    SeedRun(StepContext context) {
        this.context = context;
        this.route = Route.forward(context);
    }

    /** Copies everything and has the target follow from then on. */
    void carryOut() throws Exception {
        new SeedUndo(context).carryOut();
        List<SeedSource> sources = new ArrayList<>();
        try {
            for (String database : route.databases()) {
                context.progress().advance("snapshot of " + database, 0);
                sources.add(SeedSource.open(route, database));
            }
            dump(sources);
            copy(sources);
        } finally {
            for (SeedSource source : sources) {
                source.close();
            }
        }
        for (String database : route.databases()) {
            subscribe(database);
        }
    }

    /** Everything but rows and large objects, of which the latter are not replicated and go over at the end. */
    private void dump(List<SeedSource> sources) throws Exception {
        try (ArchiveWriter archive = RunArchive.open(context)) {
            new GlobalsDump(context, route.publisher()).dump(archive);
            for (SeedSource source : sources) {
                context.progress().advance("schema of " + source.database(), 0);
                CatalogDump catalog = new CatalogDump(context, archive, source.database());
                catalog.run(source.connection(), source.snapshot(), context.cancellation());
                catalog.comparison();
            }
            archive.finish();
        }
    }

    private void copy(List<SeedSource> sources) throws Exception {
        int jobs = context.plan().request().transfer().jobs();
        TargetServer server = TargetServer.look(route.subscriber());
        WorkQueue queue = new WorkQueue();
        Map<String, String> snapshots = new HashMap<>();
        sources.forEach(source -> snapshots.put(source.database(), source.snapshot()));
        try (ArchiveReader archive = ArchiveReader.open(context.archive())) {
            RestoreScope scope = new RestoreScope(
                    context,
                    archive,
                    route.subscriber(),
                    server.version(),
                    queue,
                    new TargetMemory(context),
                    PgTools.of(
                                    context.tools(),
                                    context.plan().request(),
                                    server.version().version())
                            .pgRestore());
            TargetSessions sessions = new TargetSessions(route.subscriber(), server.sessionSettings(jobs));
            try (WorkerPool workers = new WorkerPool(jobs, queue, sessions);
                    SnapshotSessions rows = new SnapshotSessions(route.publisher(), snapshots)) {
                ClusterRestore cluster =
                        new ClusterRestore(scope, context.workDirectory().resolve("restore"));
                for (ArchiveEntry item : archive.entries()) {
                    cluster.add(item);
                }
                addRows(scope, cluster, sources, rows);
                cluster.end();
                workers.await(context.cancellation());
            }
        }
    }

    private void addRows(
            RestoreScope scope, ClusterRestore cluster, List<SeedSource> sources, SnapshotSessions sessions)
            throws SQLException {
        int jobs = context.plan().request().transfer().jobs();
        long bytes = 0;
        for (SeedSource source : sources) {
            for (SourceTable table : source.tables()) {
                bytes += table.bytes();
            }
        }
        DumpProgress progress = new DumpProgress(context.progress(), bytes);
        for (SeedSource source : sources) {
            Connection connection = source.connection();
            ChunkPlanner planner =
                    new ChunkPlanner(ServerVersion.of(connection), jobs, new IntegerKeyRanges(connection, Side.SOURCE));
            // The largest chunks come first.
            List<SourceTable> logged =
                    source.tables().stream().filter(SourceTable::logged).toList();
            for (TableChunk chunk : planner.plan(logged, Map.of())) {
                cluster.database(source.database())
                        .add(new CopiedRows(scope, chunk, sessions, progress), chunk.parts());
            }
        }
    }

    private void subscribe(String database) {
        try (Connection connection = route.subscriber().open(database, "seed")) {
            Sql.execute(connection, Bookkeeping.DROP);
            Subscription.create(connection, route.link(database), route.names().publication(), route.address(database));
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
    }
}
