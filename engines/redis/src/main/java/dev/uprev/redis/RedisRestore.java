package dev.uprev.redis;

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
import java.io.IOException;
import java.util.List;

/** Restores a dump into empty servers: one step, which can be interrupted anywhere and run again. */
final class RedisRestore implements RestoreSupport {
    @Override
    public List<Step> steps(PlanContext context) {
        return List.of(Step.builder("restore", Phase.TRANSFER, "restore from the dump")
                .effect(Effect.WRITES_TARGET)
                .overlapsPrevious(context.request().transfer().overlap())
                .preview("RESTORE of each key with its time to live, "
                        + context.request().transfer().jobs() + " connections at a time")
                .undo(RedisRestore::empty)
                .action(run -> new RestoreRun(run).carryOut()));
    }

    @Override
    public List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access) {
        return TargetPreflight.findings(context, target, access);
    }

    /** The target was empty when this run began. */
    private static void empty(StepContext run) throws IOException {
        Connections connections = new Connections(Side.TARGET, run.target(), run.secrets());
        TargetState.empty(connections);
        ServerObjects.undo(run, connections);
        RestoredItems.forget(run);
    }
}
