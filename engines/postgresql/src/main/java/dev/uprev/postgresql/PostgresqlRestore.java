package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Estimate;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.RestoreSupport;
import java.util.List;

/** Restores an archive into a PostgreSQL server: one step, which can be interrupted anywhere and run again. */
final class PostgresqlRestore implements RestoreSupport {
    static final String STEP = "restore";

    /** Bytes in a second that a restore with all its indexes took on two cores. */
    private static final long USUAL_SPEED = 100_000_000;

    @Override
    public List<Step> steps(PlanContext context) {
        int jobs = context.request().transfer().jobs();
        return List.of(Step.builder(STEP, Phase.TRANSFER, "restore from the dump")
                .effect(Effect.WRITES_TARGET)
                .overlapsPrevious(context.request().transfer().overlap())
                .preview(
                        "roles, memberships and their settings; roles that are there keep what the source does not set",
                        "databases: " + String.join(", ", databases(context)),
                        "schema by pg_restore of the target's release; rows, indexes and keys by " + jobs + " workers",
                        "sequences, large objects, materialized views",
                        "planner statistics: " + statistics(context))
                .estimate(Estimate.of(context.source().bytes(), USUAL_SPEED))
                .undo(run -> new RestoreUndo(run).carryOut())
                .action(run -> new RestoreRun(run).carryOut()));
    }

    private static List<String> databases(PlanContext context) {
        return new PostgresqlFacts(context.source())
                .databases().stream().map(DatabaseFacts::name).toList();
    }

    private static String statistics(PlanContext context) {
        int major = context.path().target().major();
        return switch (StatisticsOrigin.of(context.request(), major)) {
            case IMPORT -> "those in the dump are imported; ANALYZE of small tables and where it has none";
            case ANALYZE -> "ANALYZE of every table";
        };
    }

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access) {
        return Preflight.restore(context, access);
    }

    @Override
    public List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access) {
        return Preflight.target(context, target, access);
    }
}
