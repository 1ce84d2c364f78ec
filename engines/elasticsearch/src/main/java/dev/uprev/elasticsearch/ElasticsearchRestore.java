package dev.uprev.elasticsearch;

import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.model.Side;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.RestoreSupport;
import java.util.List;

/** Restores a dump: one step, which can be interrupted anywhere and run again. */
final class ElasticsearchRestore implements RestoreSupport {
    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access) {
        return ConversionPreflight.findings(context, access);
    }

    @Override
    public List<Step> steps(PlanContext context) {
        return List.of(Step.builder("restore", Phase.TRANSFER, "restore from the dump")
                .effect(Effect.WRITES_TARGET)
                .overlapsPrevious(context.request().transfer().overlap())
                .preview(
                        "each index, empty, before any document; one that the target refuses is named",
                        "meanwhile without refreshes and replicas, and with translogs that are written some seconds later",
                        "bulk requests, " + context.request().transfer().jobs() + " at a time")
                .undo(ElasticsearchRestore::empty)
                .action(run -> new RestoreRun(run).carryOut()));
    }

    @Override
    public List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access) {
        return TargetPreflight.findings(context, target, access);
    }

    /** Of what is there, this run takes away what it has made. */
    private static void empty(StepContext run) {
        try (Cluster target = Cluster.open(Side.TARGET, run.target(), run.secrets())) {
            RestoreRun.empty(run, target);
        }
    }
}
