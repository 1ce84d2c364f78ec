package dev.uprev.elasticsearch;

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

/** Dumps all indices of the source to the local filesystem: one step, which can be resumed. */
final class ElasticsearchDump implements DumpSupport {
    private static final long DOCUMENTS_PER_SECOND = 25_000;

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access) {
        return SourcePreflight.findings(context, access);
    }

    @Override
    public List<Step> steps(PlanContext context) {
        long documents = context.source().measures().getOrDefault(ElasticsearchFacts.DOCUMENTS, 0L);
        return List.of(Step.builder("dump", Phase.TRANSFER, "dump to the local filesystem")
                .effect(Effect.WRITES_SCRATCH)
                .estimate(Estimate.of(documents, DOCUMENTS_PER_SECOND))
                .preview(
                        "settings, mappings and aliases of each index, and the objects of the cluster; a refresh of each"
                                + " index; its documents with the bytes of their sources, ids, routing and versions")
                .probe(RunArchive::isDone)
                .undo(RunArchive::undo)
                .action(run -> new DumpRun(run).carryOut()));
    }
}
