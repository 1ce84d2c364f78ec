package dev.uprev.redis;

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

/** Dumps all databases of all servers of the source to the local filesystem: one step, which can be resumed. */
final class RedisDump implements DumpSupport {
    private static final long KEYS_PER_SECOND = 300_000;

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access) {
        return SourcePreflight.findings(context, access);
    }

    @Override
    public List<Step> steps(PlanContext context) {
        RedisFacts facts = new RedisFacts(context.source());
        long keys = context.source().measures().getOrDefault(RedisFacts.KEYS, 0L);
        Step.Builder step = Step.builder("dump", Phase.TRANSFER, "dump to the local filesystem")
                .effect(Effect.WRITES_SCRATCH)
                .estimate(Estimate.of(keys, KEYS_PER_SECOND));
        step.preview((facts.primaries() == 1 ? "the primary" : facts.primaries() + " primaries of the cluster")
                + ": functions and users; pages of SCAN, for each key DUMP and PTTL, " + keys + " keys by now");
        return List.of(
                step.probe(RunArchive::isDone).undo(RunArchive::undo).action(run -> new DumpRun(run).carryOut()));
    }
}
