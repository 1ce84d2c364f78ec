package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.transfer.Differences;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Compares all replicated rows, or how many there are, while the services go on, so that the pause need not be long
 * enough for it: what is changed later goes the same way, and the drain proves that it has arrived. For one thread.
 */
final class StandstillComparison {
    private static final String KEY = "replication: rows compared while the services went on";

    private final StepContext context;
    private final Route route;
    private final VerificationLevel level;
    private final int jobs;
    private final DumpProgress progress;
    private final Differences faults = new Differences();
    private long tables;
    private long rows;

    StandstillComparison(Route route) {
        this.context = route.context();
        this.route = route;
        this.level = context.plan().request().verification();
        this.jobs = context.plan().request().transfer().jobs();
        this.progress = new DumpProgress(context.progress(), 0);
    }

    /** How many rows have been compared in this way; absent where none was. */
    static Optional<Long> rows(StepContext context) {
        return context.recall(KEY).filter(text -> !text.isEmpty()).map(Long::parseLong);
    }

    /** @throws UpgradeException {@code verification-failed}, {@code replication-stalled} */
    void run() throws Exception {
        context.remember(KEY, "");
        boolean all = true;
        for (String database : route.databases()) {
            try (Link link = Link.open(route, database)) {
                Optional<Standstill> standstill = Standstill.reach(link);
                if (standstill.isEmpty()) {
                    all = false;
                    context.report(notReached(database));
                } else {
                    try (Standstill held = standstill.get()) {
                        compare(database, held.snapshot());
                    }
                }
            } catch (SQLException e) {
                throw PgErrors.explain(Side.SOURCE, e);
            }
        }
        if (faults.count() > 0) {
            context.report(new Verification(level, tables, rows, faults.first()));
            throw faults.failed(
                    "the target is not what the source was at the same moment",
                    "see all differences in the report; find out who else writes to the target, and begin again");
        }
        if (all) {
            context.remember(KEY, String.valueOf(rows));
        }
    }

    private void compare(String database, String snapshot) throws Exception {
        LiveSource publisher = new LiveSource(
                route.publisher(),
                level,
                jobs,
                progress,
                new ReadScope(Optional.of(snapshot), false),
                SourceTable::logged);
        DatabaseComparison comparison = new DatabaseComparison(
                context, publisher, route.subscriber(), database, faults, level == VerificationLevel.CONTENT, () -> {});
        comparison.run(new DatabaseReading(
                route.subscriber(), database, level, jobs, progress, new ReadScope(Optional.empty(), false)));
        tables += comparison.tables();
        rows += comparison.rows();
    }

    private static Finding notReached(String database) {
        return Finding.warning(
                "standstill-not-reached",
                "database " + database,
                "some transaction holds its tables all the time, so that the rows cannot be compared before the pause;"
                        + " they are compared in it, which makes it longer",
                "end long transactions that write, or allow a longer pause");
    }
}
