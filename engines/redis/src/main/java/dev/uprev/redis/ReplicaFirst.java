package dev.uprev.redis;

import dev.uprev.model.Hop;
import dev.uprev.model.HostPort;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InstanceController;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hop of a primary with replicas. A newer replica follows an older primary, but not the other way round: so all
 * replicas come first, then one of them takes over, and the old primary, upgraded, follows it and takes over again.
 * Where there are Sentinels, the new primary stays what it is.
 */
final class ReplicaFirst {
    private final PlanContext context;
    private final Hop hop;
    private final InstanceController servers;
    private final ServerSite primary;
    private final List<ServerSite> replicas;
    private final boolean first;

    ReplicaFirst(PlanContext context, Hop hop, InstanceController servers, List<ServerSite> sites, boolean first) {
        this.context = context;
        this.hop = hop;
        this.servers = servers;
        this.primary =
                sites.stream().filter(site -> !site.replica()).findFirst().orElse(sites.get(0));
        this.replicas = sites.stream().filter(ServerSite::replica).toList();
        this.first = first;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            String part = "-replica-" + (i + 1);
            steps.addAll(upgrade(replicas.get(i), part, Optional.of(primary)));
            steps.add(follow(replicas.get(i), part, primary));
        }
        Optional<Sentinels> sentinels = Sentinels.of(context.request());
        steps.addAll(sentinels.isPresent() ? bySentinels(sentinels.get()) : byOurselves());
        return steps;
    }

    /** The first replica is the primary for a while, and then what it was. */
    private List<Step> byOurselves() {
        ServerSite deputy = replicas.get(0);
        Takeover away = new Takeover(primary, deputy, replicas);
        List<Step> steps = new ArrayList<>();
        steps.add(takeOver()
                .preview("server " + primary + " takes no writes any more; when server " + deputy
                        + " has all of them, it becomes the primary")
                .undo(away::takeBack)
                .action(away::carryOut));
        steps.addAll(upgrade(primary, "-primary", Optional.empty()));
        steps.add(follow(primary, "-primary", deputy));
        Takeover back = new Takeover(deputy, primary, replicas);
        steps.add(Step.builder(id("give-back"), Phase.CHECK, "let the former primary take over again")
                .effect(Effect.WRITES_SOURCE)
                .preview("as before, server " + primary + " is the primary")
                .action(run -> {
                    back.carryOut(run);
                    for (ServerSite replica : replicas) {
                        new Following(run, replica).of(primary.address());
                    }
                    back.unfence(run);
                }));
        return steps;
    }

    /** Sentinels tell the applications who is the primary, so that it may be another from then on. */
    private List<Step> bySentinels(Sentinels sentinels) {
        List<Step> steps = new ArrayList<>();
        steps.add(takeOver()
                .preview("SENTINEL FAILOVER " + sentinels.name())
                .undo(run -> requireStillPrimary(run, sentinels))
                .action(run -> sentinels.failOver(run, primary.address())));
        // From here on it gets what it has from the new primary.
        steps.addAll(upgrade(primary, "-primary", Optional.of(replicas.get(0))));
        steps.add(Step.builder(id("follow-primary"), Phase.CHECK, "follow the new primary until it has all")
                .effect(Effect.WRITES_SOURCE)
                .preview("server " + primary + " follows whom the Sentinels name")
                .action(run -> {
                    HostPort leader = sentinels.primary(run);
                    // If the new primary has failed meanwhile, this one may be the primary again.
                    if (!InPlaceTopologyChecks.isSame(leader, primary.address())) {
                        new Following(run, primary).of(leader);
                    }
                }));
        return steps;
    }

    private void requireStillPrimary(StepContext run, Sentinels sentinels) {
        HostPort now = sentinels.primary(run);
        if (!InPlaceTopologyChecks.isSame(now, primary.address())) {
            throw Takeover.passed(now.toString());
        }
    }

    private Step.Builder takeOver() {
        return Step.builder(id("take-over"), Phase.START, "let a replica take over")
                .effect(Effect.POINT_OF_NO_RETURN)
                .preview("from here on the newer version has the data that count");
    }

    private String id(String what) {
        return what + "-" + hop.to().toString().replace('.', '-');
    }

    private List<Step> upgrade(ServerSite site, String part, Optional<ServerSite> leader) {
        ServerSteps each = new ServerSteps(hop, site, servers, part, first, leader);
        List<Step> steps = new ArrayList<>();
        steps.add(each.stop());
        if (first) {
            steps.add(each.keep(context.source().bytes()));
        }
        steps.add(each.start());
        steps.add(each.check());
        return steps;
    }

    private Step follow(ServerSite site, String part, ServerSite leader) {
        return Step.builder(id("follow" + part), Phase.CHECK, "follow the primary until it has all")
                .effect(Effect.WRITES_SOURCE)
                .preview("server " + site + " follows server " + leader)
                .action(run -> new Following(run, site).of(leader.address()));
    }
}
