package dev.uprev.elasticsearch;

import dev.uprev.compat.Finding;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import dev.uprev.transfer.ComparedDump;
import dev.uprev.transfer.Differences;
import dev.uprev.transfer.RunArchive;
import java.util.ArrayList;
import java.util.List;

/**
 * Upgrades in place: newer nodes start on the data of the older ones, one node after the other, hop by hop. In the
 * first hop the data of each node are kept while it is down, so that all can be undone.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/7.17/rolling-upgrades.html">Rolling
 *     upgrades</a>
 */
final class ElasticsearchInPlace implements InPlaceSupport {
    @Override
    public InstanceFacts inspect(
            InstanceFacts seen, UpgradeRequest request, InspectionContext access, InstanceController servers) {
        return new NodeInspection(request, seen.version(), access, servers, new ArrayList<>())
                .look()
                .map(facts -> facts.addTo(seen))
                .orElse(seen);
    }

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access, InstanceController servers) {
        return new InPlacePreflight(context, access, servers).look();
    }

    @Override
    public List<Step> backup(PlanContext context, InstanceController servers) {
        return List.of(Step.builder("note", Phase.BACKUP, "note what is there, to compare it afterwards")
                .effect(Effect.WRITES_SCRATCH)
                .preview(compared(context))
                .undo(run -> RunArchive.discard(new ComparedDump(run)))
                .action(run -> new InPlaceComparison(run).note()));
    }

    @Override
    public List<Step> hop(PlanContext context, Hop hop, InstanceController servers) {
        boolean first = hop.equals(context.path().hops().get(0));
        List<NodeSite> sites = sites(context);
        // What is missing is among the findings, and the plan cannot be executed.
        return sites.isEmpty() ? List.of() : new HopSteps(hop, sites, servers, first, isWritten(context)).steps();
    }

    @Override
    public List<Step> finish(PlanContext context, InstanceController servers) {
        List<Step> steps = new ArrayList<>();
        if (context.request().verification() != VerificationLevel.NONE) {
            steps.add(Step.builder("verify", Phase.VERIFY, "compare with what was there before")
                    .preview(compared(context))
                    .action(ElasticsearchInPlace::verify));
        }
        steps.add(Step.builder("complete", Phase.FINALIZE, "tell where the old data are")
                .action(run -> {
                    RunArchive.discard(new ComparedDump(run));
                    for (NodeSite site : sites(context)) {
                        run.report(Finding.info(
                                "backup-kept",
                                new NodeBackup(run, site).folder().toString(),
                                "the data of node " + site + " as version "
                                        + context.path().source() + " left them",
                                "delete them when nobody wants to go back any more"));
                    }
                }));
        return steps;
    }

    private static String compared(PlanContext context) {
        String states = "names and states of all indices";
        if (isWritten(context)) {
            return states;
        }
        return switch (context.request().verification()) {
            case NONE -> states + ", numbers of their documents";
            case QUICK -> states + ", numbers of their documents; settings, mappings, aliases, objects of the cluster";
            case CONTENT ->
                states + "; settings, mappings, aliases, objects of the cluster; each document by its id, routing,"
                        + " version, and the bytes of its source";
        };
    }

    private static void verify(StepContext run) throws Exception {
        Differences differences = new Differences();
        run.report(new InPlaceComparison(run).compare(differences));
        if (differences.count() > 0) {
            throw differences.failed(
                    "the cluster does not hold what it held before; somebody may have written to it meanwhile",
                    "see all differences in the report; see to it that nobody writes, and begin again");
        }
    }

    private static List<NodeSite> sites(PlanContext context) {
        return InPlaceFacts.of(context.source()).map(InPlaceFacts::nodes).orElse(List.of());
    }

    private static boolean isWritten(PlanContext context) {
        return InPlaceComparison.isWritten(context.request().services());
    }
}
