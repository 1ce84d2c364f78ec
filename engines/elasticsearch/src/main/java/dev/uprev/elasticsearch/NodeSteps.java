package dev.uprev.elasticsearch;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.model.Version;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InstanceController;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The steps that one node takes in a hop. */
final class NodeSteps {
    private static final DatabaseEngine ENGINE = DatabaseEngine.ELASTICSEARCH;

    private final Hop hop;
    private final NodeSite site;
    private final int nodes;
    private final InstanceController servers;
    private final String ids;
    private final boolean first;
    private final boolean isFinal;

    /**
     * Steps of a node.
     *
     * @param nodes how many there are in the cluster
     * @param part what tells its steps from those of others; empty where it is alone
     * @param first whether it is the first hop
     * @param isFinal whether there is no way back from its start, because others write to it
     */
    NodeSteps(
            Hop hop,
            NodeSite site,
            int nodes,
            InstanceController servers,
            String part,
            boolean first,
            boolean isFinal) {
        this.hop = hop;
        this.site = site;
        this.nodes = nodes;
        this.servers = servers;
        this.ids = part + "-" + hop.to().toString().replace('.', '-');
        this.first = first;
        this.isFinal = isFinal;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(stop());
        if (first) {
            steps.add(keep());
        }
        steps.add(start());
        steps.add(check());
        return steps;
    }

    private Step.Builder step(String what, Phase phase, String title) {
        return Step.builder(what + ids, phase, title).effect(Effect.WRITES_SOURCE);
    }

    private boolean isAlone() {
        return nodes == 1;
    }

    private Step stop() {
        Step.Builder step =
                step("stop", Phase.STOP, "stop the node").preview("node " + site + ", version " + hop.from());
        if (!isAlone()) {
            step.preview("before: no new copies of shards are made while it is down; every shard that has copies is"
                    + " served by another node");
        }
        step.preview("before: flush, so that it need not read its log of operations when it starts");
        // What a later hop has left is not for the version before it: the first one goes back to the very beginning.
        return (first ? step.undo(run -> servers.start(ENGINE, site.name(), hop.from())) : step).action(this::stop);
    }

    private void stop(StepContext run) throws InterruptedException {
        ClusterWatch watch = new ClusterWatch(run);
        if (watch.isUp(site.address())) {
            watch.talk(cluster -> {
                if (!isAlone()) {
                    requireOthersServe(cluster);
                    new ShardAllocation(run).restrict(cluster);
                }
                flush(cluster);
                return true;
            });
        }
        servers.stop(ENGINE, site.name());
    }

    private void requireOthersServe(Cluster cluster) {
        Set<String> only = new ShardCopies(cluster).onlyAt(site.node());
        if (!only.isEmpty()) {
            throw UpgradeException.failed("copies-missing", "cannot stop node " + site)
                    .seen(String.join(", ", only))
                    .why("it has the only copy of these shards that serves; others are missing")
                    .fix("see GET /_cluster/allocation/explain; have all copies there, then begin again");
        }
    }

    /** A synced flush, where there is one, lets copies be taken up without being compared. Both are only for speed. */
    private static void flush(Cluster cluster) {
        if (cluster.product().hasSince(8, 0)
                || !cluster.ask(Call.of("POST", "/_flush/synced")).isSuccess()) {
            cluster.ask(Call.of("POST", "/_flush"));
        }
    }

    private Step keep() {
        return step("keep", Phase.UPGRADE, "keep the data, for the way back")
                .preview("from " + site.data() + " to the folder \"" + site.name() + "\" of the archive: files that"
                        + " never change as links where that is on the same disk, all others copied")
                .probe(run -> new NodeBackup(run, site).isComplete())
                .undo(run -> new NodeBackup(run, site).putBack())
                .action(run -> new NodeBackup(run, site).make());
    }

    private Step start() {
        Step.Builder step = step("start", Phase.START, "start version " + hop.to())
                .preview("node " + site + ", on the data that it has")
                .undo(run -> servers.stop(ENGINE, site.name()));
        if (isFinal) {
            step.effect(Effect.POINT_OF_NO_RETURN)
                    .preview("what services write from here on, no older version can read");
        }
        return step.action(run -> servers.start(ENGINE, site.name(), hop.to()));
    }

    private Step check() {
        return step("check", Phase.CHECK, "see that it is version " + hop.to() + " and serves")
                .preview(
                        isAlone()
                                ? "until each shard is there"
                                : "until it has joined; then copies of shards may be made again, until none is on its way")
                .action(this::check);
    }

    private void check(StepContext run) throws InterruptedException {
        ClusterWatch watch = new ClusterWatch(run);
        Version version = watch.version(site.address());
        if (!version.belongsTo(hop.to())) {
            throw UpgradeException.failed("wrong-version", "the node runs another version than it was started with")
                    .seen(version)
                    .why(hop.to() + " was started")
                    .fix("see to the instance controller");
        }
        watch.awaitHealth(
                "all " + nodes + " nodes together",
                health -> health.path("number_of_nodes").asInt() >= nodes);
        if (!isAlone()) {
            watch.talk(cluster -> {
                new ShardAllocation(run).release(cluster);
                return true;
            });
        }
        watch.awaitHealth(
                "its shards",
                health -> ClusterWatch.isServing(health)
                        && (health.path("status").asText().equals("green") || ClusterWatch.isSettled(health)));
    }
}
