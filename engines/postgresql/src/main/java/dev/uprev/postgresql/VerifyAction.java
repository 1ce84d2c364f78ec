package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveReader;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The work of the verification: the server as a whole, then each database, its catalog first. */
final class VerifyAction {
    private static final int SHOWN = 5;
    private static final String DATABASES = "SELECT datname FROM pg_database WHERE datallowconn";

    private final StepContext context;
    private final Connections target;
    private final VerificationLevel level;
    private final int jobs;
    private final DumpProgress progress;
    private final Differences faults = new Differences();
    private final Differences notes = new Differences();
    private long objects;
    private long rows;

    private VerifyAction(StepContext context) {
        UpgradeRequest request = context.plan().request();
        this.context = context;
        this.target = new Connections(Side.TARGET, context.target(), context.secrets());
        this.level = request.verification();
        this.jobs = request.transfer().jobs();
        this.progress = new DumpProgress(context.progress(), 0);
    }

    /** Compares, reports the outcome, and fails where something differs. */
    static void run(StepContext context) throws Exception {
        new VerifyAction(context).run();
    }

    private void run() throws Exception {
        List<String> databases = new PostgresqlFacts(context.plan().source())
                .databases().stream().map(DatabaseFacts::name).toList();
        try (ComparedSource source = source(databases)) {
            catalog(source, "");
            Set<String> there = targetDatabases();
            for (String database : databases) {
                if (there.contains(database)) {
                    catalog(source, database);
                    rows(source, database);
                } else {
                    faults.add(new Difference(database, "database", "present", "missing"));
                }
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
        // Where some were compared before, those are all; the ones of now are among them.
        long compared = Math.max(rows, comparedBefore().orElse(0L));
        context.report(new Verification(level, objects, compared, faults.first()));
        if (notes.count() > 0) {
            context.report(noted());
        }
        if (faults.count() > 0) {
            throw failed();
        }
    }

    /**
     * Where there is a dump or notes, the source is not asked again: it may have gone on, or be gone. Replicated, it
     * is.
     */
    private ComparedSource source(List<String> databases) {
        if (inPlace()) {
            return new NotedSource(context.workDirectory().resolve(SourceNotes.FOLDER), databases, level);
        }
        if (context.plan().request().scope() != UpgradeScope.VERIFY && !isReplicated()) {
            return archived();
        }
        Connections connections = new Connections(Side.SOURCE, context.source(), context.secrets());
        if (!isReplicated()) {
            return new LiveSource(connections, level, jobs, progress);
        }
        Predicate<SourceTable> chosen = comparedBefore().isPresent() ? new AgainInPause() : table -> true;
        return new ReplicatedSource(
                new LiveSource(connections, level, jobs, progress, ReadScope.NOW, chosen), archived());
    }

    /** Whether the target has followed the source, so that nobody may write until this has ended. */
    private boolean isReplicated() {
        UpgradeRequest request = context.plan().request();
        return request.method() == UpgradeMethod.REPLICATION && request.scope() == UpgradeScope.WHOLE;
    }

    /** How many rows were compared before the pause; on the way back none was. */
    private Optional<Long> comparedBefore() {
        return isReplicated() && !Fence.isUp(context, Side.TARGET)
                ? StandstillComparison.rows(context)
                : Optional.empty();
    }

    private ArchivedSource archived() {
        return new ArchivedSource(ArchiveReader.open(context.archive()), level);
    }

    private Set<String> targetDatabases() throws SQLException {
        try (Connection connection = target.open(
                ConnectionRequest.of(target.mainDatabase(), "verify").readingOnly())) {
            return new HashSet<>(Sql.texts(connection, DATABASES));
        }
    }

    /** @param database empty for what belongs to the server as a whole */
    private void catalog(ComparedSource source, String database) throws SQLException, IOException {
        String name = database.isEmpty() ? target.mainDatabase() : database;
        ConnectionRequest request = ConnectionRequest.of(name, "verify").readingOnly();
        try (Connection aside = target.open(request);
                Connection connection = target.open(request.inTransactions());
                CatalogComparison comparison = new CatalogComparison(
                        database, targetCatalog(connection), new TargetExemptions(aside), faults, notes)) {
            boolean ofDatabase = !Fence.isUp(context, Side.TARGET);
            boolean known = source.catalog(database, line -> {
                context.cancellation().check();
                if (ofDatabase || line.entry().filter(SchemaWatch.OF_DATABASE).isEmpty()) {
                    comparison.accept(line);
                }
            });
            comparison.end();
            objects += comparison.objects();
            if (!known) {
                context.report(Finding.warning(
                        "metadata-not-compared",
                        database,
                        "the dump does not have the catalog of the source, so that only rows can be compared",
                        "verify with the source at hand (scope VERIFY), or dump again"));
            }
        }
    }

    /** A fence around the target has changed what belongs to the database itself, and only that. */
    private ServerCatalog targetCatalog(Connection connection) throws SQLException {
        ServerCatalog all = new ServerCatalog(connection);
        return Fence.isUp(context, Side.TARGET) ? all.without(SchemaWatch.OF_DATABASE) : all;
    }

    private void rows(ComparedSource source, String database) throws Exception {
        DatabaseReading reading = new DatabaseReading(target, database, level, jobs, progress, ReadScope.NOW);
        Runnable watch = isReplicated() ? new PauseLimit(context)::check : () -> {};
        DatabaseComparison comparison =
                new DatabaseComparison(context, source, target, database, faults, namesRows(source), watch);
        comparison.run(reading);
        rows += comparison.rows();
    }

    private boolean namesRows(ComparedSource source) {
        return level == VerificationLevel.CONTENT && source.keepsRows();
    }

    private Finding noted() {
        return Finding.info("objects-differ-slightly", shown(notes), "these are no faults of the upgrade", "");
    }

    private boolean inPlace() {
        return context.plan().request().method() == UpgradeMethod.IN_PLACE;
    }

    private UpgradeException failed() {
        return faults.failed(
                "the target is not what the source was",
                inPlace()
                        ? "see all differences in the report; the old cluster is the one to go on with"
                        : "see all differences in the report; then mend the target, or empty it and restore again");
    }

    private static String shown(Differences differences) {
        long more = differences.count() - SHOWN;
        return differences.first().stream()
                        .limit(SHOWN)
                        .map(Difference::toString)
                        .collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
    }
}
