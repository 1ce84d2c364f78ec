package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Estimate;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.DumpSupport;
import dev.uprev.spi.InspectionContext;
import dev.uprev.transfer.RunArchive;
import java.util.List;

/** Dumps databases to the local filesystem: one step, that goes on where it was interrupted. */
final class PostgresqlDump implements DumpSupport {
    /** The id of the step. */
    static final String STEP = "dump";

    private static final long BYTES_PER_SECOND = 100L << 20;

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access) {
        return Preflight.dump(context, access);
    }

    @Override
    public List<Step> steps(PlanContext context) {
        PostgresqlFacts facts = new PostgresqlFacts(context.source());
        int jobs = context.request().transfer().jobs();
        long bytes = facts.facts().measures().getOrDefault(PostgresqlFacts.TABLE_BYTES, 0L);
        Step.Builder step = Step.builder(STEP, Phase.TRANSFER, "dump to the local filesystem")
                .effect(Effect.WRITES_SCRATCH)
                .estimate(Estimate.of(bytes, BYTES_PER_SECOND))
                .preview("roles, memberships and their settings, by pg_dumpall of PostgreSQL "
                        + context.path().target().first(1));
        boolean statistics =
                StatisticsOrigin.of(context.request(), context.path().target().major()) == StatisticsOrigin.IMPORT;
        for (DatabaseFacts database : facts.databases()) {
            step.preview("database " + database.name() + ": schema " + (statistics ? "and planner statistics " : "")
                    + "by pg_dump, rows by " + jobs
                    + " COPY at a time under one snapshot, sequences, large objects");
        }
        return List.of(step.undo(RunArchive::undo).probe(RunArchive::isDone).action(DumpAction::run));
    }
}
