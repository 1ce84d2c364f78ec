package dev.uprev.elasticsearch;

import dev.uprev.compat.Finding;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import dev.uprev.transfer.Differences;
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
                .preview("names and states of all indices, closed ones too; numbers of documents")
                .action(HopSteps::note));
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
                    .preview("names and states of all indices"
                            + (isWritten(context) ? "" : ", numbers of their documents"))
                    .action(run -> verify(run, isWritten(context))));
        }
        steps.add(Step.builder("complete", Phase.FINALIZE, "tell where the old data are")
                .action(run -> {
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

    private static void verify(StepContext run, boolean written) throws InterruptedException {
        IndexCensus before = HopSteps.noted(run);
        Differences differences = new Differences();
        before.compare(new ClusterWatch(run).talk(IndexCensus::refreshed), written, differences);
        run.report(new Verification(
                VerificationLevel.QUICK, before.indices().size(), before.documents(), differences.first()));
        if (differences.count() > 0) {
            throw differences.failed(
                    "the cluster does not hold what it held before; somebody may have written to it meanwhile",
                    "see all differences in the report; see to it that nobody writes, and begin again");
        }
    }

    private static List<NodeSite> sites(PlanContext context) {
        return InPlaceFacts.of(context.source()).map(InPlaceFacts::nodes).orElse(List.of());
    }

    /** Services that keep running write. */
    private static boolean isWritten(PlanContext context) {
        ServiceSettings services = context.request().services();
        return !services.services().isEmpty() && !services.quiesce();
    }
}
