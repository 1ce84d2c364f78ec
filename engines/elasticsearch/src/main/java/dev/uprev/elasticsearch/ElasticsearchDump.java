package dev.uprev.elasticsearch;

import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.DumpSupport;
import dev.uprev.transfer.RunArchive;
import java.util.List;

/** Dumps all indices of the source to the local filesystem: one step, which can be resumed. */
final class ElasticsearchDump implements DumpSupport {
    @Override
    public List<Step> steps(PlanContext context) {
        return List.of(Step.builder("dump", Phase.TRANSFER, "dump to the local filesystem")
                .effect(Effect.WRITES_SCRATCH)
                .preview(
                        "settings, mappings and aliases of each index, and the objects of the cluster; a refresh of each"
                                + " index; its documents with the bytes of their sources, ids, routing and versions")
                .probe(RunArchive::isDone)
                .undo(RunArchive::undo)
                .action(run -> new DumpRun(run).carryOut()));
    }
}
