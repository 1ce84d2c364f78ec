package dev.uprev.elasticsearch;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InstanceController;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A hop of all nodes, one after the other. Each rejoins the cluster, and its shards are served again, before the next
 * is stopped. So what has copies can be read all the time. Nodes that may be the master come last, the master itself
 * after all, because older nodes cannot join a newer master.
 *
 * <p>The way back. What a newer node has written, an older one cannot read; so each node's data are kept when it is
 * down in the first hop, and an undo puts them back. The nodes go back in reverse order, the last that was upgraded
 * first: older nodes do not join a newer master, and elect one of their own as soon as they are the majority. Nodes
 * that were not yet upgraded keep what they have. What was kept is of different moments, and the cluster's own record
 * of which copies of a shard are current is that of the node with the newest one, which may know only copies that newer
 * nodes had made. Of such shards the copy is taken that was kept last, by {@code allocate_stale_primary}. Nothing is
 * lost by that as long as nobody has written meanwhile: then all copies hold the same. In the end all indices are
 * compared with what was noted in the beginning, and the undo fails where something is missing. Where services keep
 * writing, there is no such way back: then the start of the first newer node is the point of no return.
 */
final class HopSteps {
    private final Hop hop;
    private final List<NodeSite> sites;
    private final InstanceController servers;
    private final boolean first;
    private final boolean written;

    /**
     * Steps of a hop.
     *
     * @param sites in the order of their turns
     * @param first whether it is the first hop
     * @param written whether services keep writing
     */
    HopSteps(Hop hop, List<NodeSite> sites, InstanceController servers, boolean first, boolean written) {
        this.hop = hop;
        this.sites = sites;
        this.servers = servers;
        this.first = first;
        this.written = written;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(begin());
        for (int i = 0; i < sites.size(); i++) {
            String part = sites.size() == 1 ? "" : "-node-" + (i + 1);
            boolean isFinal = written && first && i == 0;
            steps.addAll(new NodeSteps(hop, sites.get(i), sites.size(), servers, part, first, isFinal).steps());
        }
        return steps;
    }

    private Step begin() {
        Step.Builder step = Step.builder(
                        "begin-" + hop.to().toString().replace('.', '-'),
                        Phase.STOP,
                        "see that all can go to " + hop.to())
                .effect(Effect.WRITES_SOURCE)
                .preview("what " + hop.from() + " itself says that stands in the way, and which versions have made the"
                        + " indices");
        if (sites.size() > 1) {
            step.preview("note the setting that says which copies of shards may be made");
        }
        return (first ? step.undo(this::endUndo) : step).action(this::begin);
    }

    private void begin(StepContext run) throws InterruptedException, IOException {
        if (first) {
            for (NodeSite site : sites) {
                new NodeBackup(run, site).claim();
            }
        }
        new ClusterWatch(run).talk(cluster -> {
            if (!first) {
                requireReady(cluster);
            }
            if (sites.size() > 1) {
                new ShardAllocation(run).note(cluster);
            }
            return true;
        });
    }

    private void requireReady(Cluster cluster) {
        List<Finding> blockers = new HopChecks(cluster, List.of(hop))
                .look().stream().filter(Finding::isBlocker).toList();
        if (!blockers.isEmpty()) {
            throw UpgradeException.failed("hop-not-possible", "cannot go on to " + hop.to())
                    .seen(blockers.stream().map(Finding::toString).collect(Collectors.joining("; ")))
                    .why("that could only be seen by " + hop.from() + ", on the way")
                    .fix("see to what is named, and begin again");
        }
    }

    /** The last of all undos: all nodes run with the older version again. */
    private void endUndo(StepContext run) throws Exception {
        ClusterWatch watch = new ClusterWatch(run);
        watch.awaitHealth(
                "all " + sites.size() + " nodes together again",
                health -> health.path("number_of_nodes").asInt() >= sites.size());
        if (sites.size() > 1) {
            watch.talk(cluster -> {
                new ShardAllocation(run).release(cluster);
                return true;
            });
            revive(run, watch);
        }
        watch.awaitHealth(
                "its shards again",
                health -> ClusterWatch.isServing(health)
                        && (health.path("status").asText().equals("green") || ClusterWatch.isSettled(health)));
        compare(run);
        new ShardAllocation(run).forget();
        for (NodeSite site : sites) {
            new NodeBackup(run, site).delete();
        }
    }

    /** Shards of which only newer nodes had current copies. */
    private void revive(StepContext run, ClusterWatch watch) throws InterruptedException {
        watch.awaitHealth("settled", health -> ClusterWatch.isServing(health) || ClusterWatch.isSettled(health));
        List<String> newestFirst = new ArrayList<>();
        sites.forEach(site -> newestFirst.add(0, site.node()));
        Set<String> revived = watch.talk(cluster -> new ShardCopies(cluster).useWhatIsThere(newestFirst));
        if (!revived.isEmpty()) {
            run.report(Finding.info(
                    "copies-revived",
                    String.join(", ", revived),
                    "newer nodes had made the current copies of these shards; the ones that were kept serve again",
                    ""));
        }
    }

    private void compare(StepContext run) throws Exception {
        Differences differences = new Differences();
        new InPlaceComparison(run).compare(differences);
        if (differences.count() > 0) {
            throw differences.failed(
                    "the cluster runs with " + hop.from() + " again, but not with all that it had",
                    "what was kept of the nodes' data is still in " + run.archive());
        }
    }
}
