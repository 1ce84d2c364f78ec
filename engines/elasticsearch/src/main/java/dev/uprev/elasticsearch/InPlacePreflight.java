package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.model.Hop;
import dev.uprev.model.Side;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the cluster, the nodes' files and the new programs for all that stands in the way. Changes nothing. */
final class InPlacePreflight {
    private static final int SAFE_MASTERS = 3;

    private final PlanContext plan;
    private final InspectionContext access;
    private final InstanceController servers;
    private final List<Finding> findings = new ArrayList<>();

    InPlacePreflight(PlanContext plan, InspectionContext access, InstanceController servers) {
        this.plan = plan;
        this.access = access;
        this.servers = servers;
    }

    List<Finding> look() {
        Optional<InPlaceFacts> facts =
                new NodeInspection(plan.request(), plan.source().version(), access, servers, findings).look();
        if (facts.isPresent()) {
            List<NodeSite> sites = facts.get().nodes();
            List<Hop> hops = plan.path().hops();
            try (Cluster cluster = Cluster.open(Side.SOURCE, plan.request().source(), access.secrets())) {
                if (cluster.product().openSearch()) {
                    block(
                            "not-elasticsearch",
                            cluster.product().toString(),
                            "only nodes of Elasticsearch are upgraded in place",
                            "use dump and restore");
                    return List.copyOf(findings);
                }
                List<Finding> rights = Privileges.ofUpgradeInPlace(cluster);
                if (!rights.isEmpty()) {
                    findings.addAll(rights);
                    return List.copyOf(findings);
                }
                Set<String> copiesMissing = health(cluster, sites);
                members(cluster, sites);
                work(cluster);
                if (copiesMissing.isEmpty()) {
                    replicas(cluster, sites);
                }
                findings.addAll(new HopChecks(cluster, hops).look());
                for (NodeSite site : sites) {
                    findings.addAll(new NodeChecks(cluster, site, hops, servers).look(access.archive()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(findings);
    }

    private Set<String> health(Cluster cluster, List<NodeSite> sites) {
        JsonNode health = cluster.get("/_cluster/health");
        Set<String> only = new TreeSet<>();
        if (health.path("status").asText().equals("red")) {
            block(
                    "cluster-red",
                    health.path("unassigned_shards").asInt() + " shards at no node",
                    "some data cannot be read even now",
                    "see GET /_cluster/allocation/explain; restore or delete what is lost");
        } else if (sites.size() > 1) {
            ShardCopies copies = new ShardCopies(cluster);
            sites.forEach(site -> only.addAll(copies.onlyAt(site.node())));
            if (!only.isEmpty()) {
                block(
                        "copies-missing",
                        String.join(", ", only),
                        "while the node with their only copy is down, nobody could read them",
                        "see GET /_cluster/allocation/explain; begin when all copies are there");
            }
        }
        if (health.path("relocating_shards").asInt()
                        + health.path("initializing_shards").asInt()
                > 0) {
            block(
                    "shards-moving",
                    "relocating " + health.path("relocating_shards").asInt() + ", initializing "
                            + health.path("initializing_shards").asInt(),
                    "copies are on their way from node to node",
                    "begin when GET /_cluster/health shows none");
        }
        return only;
    }

    private void members(Cluster cluster, List<NodeSite> sites) {
        List<String> others = new ArrayList<>();
        for (JsonNode node :
                cluster.get("/_nodes/http?filter_path=nodes.*.name").path("nodes")) {
            String name = node.path("name").asText();
            if (sites.stream().noneMatch(site -> site.node().equals(name))) {
                others.add(name);
            }
        }
        if (!others.isEmpty()) {
            block(
                    "node-not-named",
                    String.join(", ", others),
                    "the nodes of a cluster are upgraded together: older ones cannot join a newer master",
                    "give the addresses and the names of all nodes");
        }
        long masters =
                sites.stream().filter(site -> site.rank() != NodeSite.NO_MASTER).count();
        if (sites.size() > 1 && masters < SAFE_MASTERS) {
            findings.add(Finding.warning(
                    "few-masters",
                    masters + " of " + sites.size() + " nodes can be the master",
                    "while one of them is down there may be no master, and nobody can write",
                    "let three nodes or more be eligible as master"));
        }
    }

    /** What is going on that the stop of a node would break. */
    private void work(Cluster cluster) {
        JsonNode snapshots = cluster.ask(Call.get("/_snapshot/_status")).body().path("snapshots");
        if (!snapshots.isEmpty()) {
            block(
                    "snapshot-running",
                    snapshots.path(0).path("snapshot").asText(),
                    "it would fail when a node stops",
                    "begin when it is done");
        }
        String ml = cluster.product().isTypeless() ? "/_ml" : "/_xpack/ml";
        Set<String> open = new TreeSet<>();
        for (JsonNode job :
                cluster.ask(Call.get(ml + "/anomaly_detectors/_stats")).body().path("jobs")) {
            if (job.path("state").asText().equals("opened")) {
                open.add(job.path("job_id").asText());
            }
        }
        if (!open.isEmpty()) {
            findings.add(Finding.warning(
                    "ml-jobs-open",
                    String.join(", ", open),
                    "jobs of machine learning move from node to node as nodes stop, and go back to older states",
                    "POST " + ml + "/set_upgrade_mode?enabled=true before, and enabled=false afterwards"));
        }
    }

    private void replicas(Cluster cluster, List<NodeSite> sites) {
        if (sites.size() == 1) {
            return;
        }
        List<String> single = new ArrayList<>();
        for (Map.Entry<String, IndexCensus.Index> index :
                IndexCensus.of(cluster).indices().entrySet()) {
            if (index.getValue().open() && index.getValue().replicas() == 0) {
                single.add(index.getKey());
            }
        }
        if (!single.isEmpty()) {
            findings.add(Finding.warning(
                    "indices-without-replicas",
                    String.join(", ", single),
                    "they cannot be read while the node with their only copy is down",
                    "give them a replica, at least for the upgrade: number_of_replicas 1"));
        }
    }

    private void block(String code, String seen, String why, String remedy) {
        findings.add(Finding.blocker(code, seen, why, remedy));
    }
}
