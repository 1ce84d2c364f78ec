package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Estimate;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Upgrades in place: the newer server loads the RDB file or AOF of the older one. The data are copied away while the
 * server is down, so that all can be undone. The proof that the newer server reads them is that it has: it is asked
 * beforehand whether it knows their format, which costs nothing, but not made to load them twice.
 *
 * <p>Where the instance has the address of a primary and those of its replicas, the replicas are upgraded first, one
 * after the other, while the primary serves. Then one of them takes over until the primary itself is upgraded.
 */
final class RedisInPlace implements InPlaceSupport {
    private static final long SAVED_PER_SECOND = 100L << 20;
    private static final long READ_PER_SECOND = 100L << 20;

    @Override
    public InstanceFacts inspect(
            InstanceFacts seen, UpgradeRequest request, InspectionContext access, InstanceController servers) {
        return new InPlaceInspection(request, seen.version(), access, servers, new ArrayList<>())
                .look()
                .map(facts -> facts.addTo(seen))
                .orElse(seen);
    }

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access, InstanceController servers) {
        return InPlacePreflight.look(context, access, servers);
    }

    @Override
    public List<Step> backup(PlanContext context, InstanceController servers) {
        long bytes = context.source().bytes();
        List<ServerSite> sites = primaries(context);
        Step.Builder save = Step.builder("save", Phase.BACKUP, "have the data written to disk")
                .effect(Effect.WRITES_SOURCE)
                .estimate(Estimate.of(bytes, SAVED_PER_SECOND));
        sites.forEach(site -> save.preview("server " + site + ": " + (site.appends() ? "BGREWRITEAOF" : "BGSAVE")));
        List<Step> steps = new ArrayList<>();
        steps.add(save.undo(run -> {
                    for (ServerSite site : sites) {
                        if (!new DataBackup(run, site).isComplete()) {
                            SaveRun.removeMadeSnapshot(run, site);
                        }
                    }
                })
                .action(run -> {
                    for (ServerSite site : sites(context)) {
                        new DataBackup(run, site).claim();
                    }
                    for (ServerSite site : sites) {
                        new SaveRun(run, site).carryOut();
                    }
                }));
        if (compares(context)) {
            steps.add(Step.builder("note", Phase.BACKUP, "note what is there, to compare it afterwards")
                    .effect(Effect.WRITES_SCRATCH)
                    .estimate(Estimate.of(bytes, READ_PER_SECOND))
                    .preview(compared(context))
                    .action(run -> new Comparison(run, sites).note()));
        }
        return steps;
    }

    @Override
    public List<Step> hop(PlanContext context, Hop hop, InstanceController servers) {
        boolean first = hop.equals(context.path().hops().get(0));
        Optional<InPlaceFacts> facts = InPlaceFacts.of(context.source());
        if (facts.isEmpty()) {
            return List.of(); // what is missing is among the findings, and the plan cannot be executed
        }
        List<ServerSite> sites = facts.get().servers();
        if (sites.stream().anyMatch(ServerSite::replica)) {
            return new ReplicaFirst(context, hop, servers, sites, first).steps();
        }
        List<ServerSteps> each = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            String part = sites.size() == 1 ? "" : "-server-" + (i + 1);
            each.add(new ServerSteps(hop, sites.get(i), servers, part, first, Optional.empty()));
        }
        List<Step> steps = new ArrayList<>();
        each.forEach(server -> steps.add(server.stop()));
        if (first) {
            each.forEach(server -> steps.add(server.keep(context.source().bytes())));
        }
        each.forEach(server -> steps.add(server.start()));
        each.forEach(server -> steps.add(server.check()));
        return steps;
    }

    @Override
    public List<Step> finish(PlanContext context, InstanceController servers) {
        List<ServerSite> sites = sites(context);
        List<ServerSite> primaries = primaries(context);
        List<Step> steps = new ArrayList<>();
        if (compares(context)) {
            steps.add(Step.builder("verify", Phase.VERIFY, "compare with what was there before")
                    .estimate(Estimate.of(context.source().bytes(), READ_PER_SECOND))
                    .preview(compared(context))
                    .action(run -> new Comparison(run, primaries).verify()));
        }
        Step.Builder complete = Step.builder("complete", Phase.FINALIZE, "tell where the old data are")
                .effect(Effect.WRITES_SOURCE);
        sites.stream()
                .filter(ServerSite::keepsNothing)
                .forEach(site -> complete.preview("remove " + site.snapshotFile()
                        + " unless it was there before: server " + site + " keeps nothing on disk"));
        steps.add(complete.action(run -> {
            for (ServerSite site : sites) {
                SaveRun.removeMadeSnapshot(run, site);
                run.report(Finding.info(
                        "backup-kept",
                        new DataBackup(run, site).folder().toString(),
                        "the data of server " + site + " as version "
                                + context.path().source() + " left them",
                        "delete them when nobody wants to go back any more"));
            }
        }));
        return steps;
    }

    private static List<ServerSite> sites(PlanContext context) {
        return InPlaceFacts.of(context.source()).map(InPlaceFacts::servers).orElse(List.of());
    }

    private static List<ServerSite> primaries(PlanContext context) {
        return sites(context).stream().filter(site -> !site.replica()).toList();
    }

    /** Services that keep running write: then only the numbers of keys are compared, when a replica takes over. */
    private static boolean compares(PlanContext context) {
        ServiceSettings services = context.request().services();
        boolean written = !services.services().isEmpty() && !services.quiesce();
        return level(context) != VerificationLevel.NONE && !written;
    }

    private static VerificationLevel level(PlanContext context) {
        return context.request().verification();
    }

    private static String compared(PlanContext context) {
        String keys = level(context) == VerificationLevel.CONTENT
                ? "each key by a digest of its value, whatever its encoding, and its time to live"
                : "numbers of keys in all databases";
        return keys + "; functions, users";
    }
}
