package dev.uprev.elasticsearch;

import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.VerificationSupport;
import dev.uprev.transfer.ComparedDump;
import dev.uprev.transfer.RunArchive;
import java.util.List;

/** Compares the target with the dump; where there was none, the source is dumped for the comparison alone. */
final class ElasticsearchVerification implements VerificationSupport {
    @Override
    public List<Step> steps(PlanContext context) {
        boolean content = context.request().verification() == VerificationLevel.CONTENT;
        String what = "settings, mappings, aliases and the objects of the cluster; "
                + (content
                        ? "each document of each index: its id, routing, version, and the bytes of its source"
                        : "numbers of documents of each index");
        if (context.request().scope() != UpgradeScope.VERIFY) {
            return List.of(Step.builder("verify", Phase.VERIFY, "compare the target with the dump")
                    .effect(Effect.READ_ONLY)
                    .preview(what)
                    .action(run -> new VerifyRun(run).carryOut()));
        }
        return List.of(
                Step.builder("verify.dump", Phase.VERIFY, "dump the source to compare with it")
                        .effect(Effect.WRITES_SCRATCH)
                        .preview("all indices, to the folder of the run")
                        .probe(run -> RunArchive.isDone(new ComparedDump(run)))
                        .undo(run -> RunArchive.discard(new ComparedDump(run)))
                        .action(run -> new DumpRun(new ComparedDump(run)).carryOut()),
                Step.builder("verify", Phase.VERIFY, "compare the target with the source")
                        .effect(Effect.READ_ONLY)
                        .preview(what)
                        .action(run -> new VerifyRun(new ComparedDump(run)).carryOut()),
                Step.builder("verify.tidy", Phase.VERIFY, "delete that dump")
                        .effect(Effect.WRITES_SCRATCH)
                        .action(run -> RunArchive.discard(new ComparedDump(run))));
    }
}
