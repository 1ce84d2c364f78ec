package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What stands in the way of a restore, on the target. Changes nothing. */
final class TargetPreflight {
    private final PlanContext context;
    private final Cluster target;
    private final List<Finding> findings = new ArrayList<>();

    private TargetPreflight(PlanContext context, Cluster target) {
        this.context = context;
        this.target = target;
    }

    static List<Finding> findings(PlanContext context, Instance instance, InspectionContext access) {
        try (Cluster target = Cluster.open(Side.TARGET, instance, access.secrets())) {
            List<Finding> rights = Privileges.ofTarget(target);
            if (rights.stream().anyMatch(Finding::isBlocker)) {
                return rights;
            }
            TargetPreflight preflight = new TargetPreflight(context, target);
            preflight.cluster();
            DefinitionSource.open(context, access, definitions -> {
                Move move = Move.of(definitions.product(), target.product(), context.request());
                preflight.look(PlannedDefinitions.of(definitions, move, TargetFeatures.of(target)));
            });
            return preflight.findings;
        }
    }

    private void cluster() {
        String id = target.get("/").path("cluster_uuid").asText();
        if (id.equals(context.source().identity())) {
            findings.add(Finding.blocker(
                    "same-cluster",
                    target.instance() + ": cluster_uuid " + id,
                    "both addresses lead to one and the same cluster",
                    "name another cluster as the target"));
        }
        JsonNode health = target.get("/_cluster/health");
        if (health.path("status").asText().equals("red")) {
            findings.add(Finding.blocker(
                    "target-red",
                    "status red, " + health.path("unassigned_shards").asText() + " shards unassigned",
                    "shards of the target are nowhere",
                    "see GET /_cluster/allocation/explain, and bring them back or remove these indices"));
        }
        JsonNode settings = target.get("/_cluster/settings?flat_settings=true");
        for (String block : List.of("cluster.blocks.read_only", "cluster.blocks.read_only_allow_delete")) {
            for (String kind : List.of("persistent", "transient")) {
                if (settings.path(kind).path(block).asText().equals("true")) {
                    findings.add(Finding.blocker(
                            "target-read-only",
                            block + ": true",
                            "the target takes no writes",
                            "take that setting away: PUT /_cluster/settings"));
                }
            }
        }
        room();
    }

    private void room() {
        DiskWatermark watermark = new DiskWatermark(ClusterSettings.effective(target));
        long free = 0;
        long usable = 0;
        for (JsonNode node : target.get("/_nodes/data:true/stats/fs?filter_path=nodes.*.fs.total")
                .path("nodes")) {
            JsonNode disk = node.at("/fs/total");
            free += disk.path("available_in_bytes").asLong();
            usable += watermark.usable(
                    disk.path("total_in_bytes").asLong(),
                    disk.path("available_in_bytes").asLong());
        }
        long bytes = context.source().bytes();
        if (usable < bytes) {
            findings.add(Finding.blocker(
                    "target-too-small",
                    free + " bytes free on all nodes with data, " + usable + " of them below the high disk watermark, "
                            + bytes + " bytes of primary shards on the source",
                    "the documents will not fit, even without replicas",
                    "make room on the target, add nodes, or change"
                            + " cluster.routing.allocation.disk.watermark.high"));
        }
    }

    private void look(PlannedDefinitions planned) {
        names(planned);
        List<String> names = planned.indices().stream().map(TargetIndex::name).toList();
        templates(names);
        shards(planned.indices());
        findings.addAll(new TargetTrial(target).findings(planned));
    }

    /** From 7.0 on the cluster takes as many shards as its nodes may have, and refuses the next index. */
    private void shards(List<TargetIndex> indices) {
        if (!target.product().hasSince(7, 0)) {
            return;
        }
        JsonNode health = target.get("/_cluster/health");
        long there = health.path("active_shards").asLong()
                + health.path("unassigned_shards").asLong()
                + health.path("initializing_shards").asLong();
        long more = indices.stream().mapToLong(TargetIndex::shards).sum();
        long most = mostShards() * health.path("number_of_data_nodes").asLong();
        if (there + more > most) {
            findings.add(Finding.blocker(
                    "target-shard-limit",
                    there + " shards are there, " + more + " are to come, " + most + " are allowed",
                    "cluster.max_shards_per_node, and the number of data nodes, forbid more",
                    "raise cluster.max_shards_per_node by PUT /_cluster/settings, add nodes, or leave indices out by the"
                            + " option " + ElasticsearchOptions.EXCLUDE));
        }
    }

    private long mostShards() {
        return Settings.number(ClusterSettings.effective(target), "cluster.max_shards_per_node", Integer.MAX_VALUE);
    }

    private void names(PlannedDefinitions planned) {
        NavigableSet<String> wanted = new TreeSet<>();
        planned.indices().forEach(index -> {
            wanted.add(index.name());
            index.aliases().fieldNames().forEachRemaining(wanted::add);
        });
        taken("indices, aliases or data streams", TargetNames.of(target, CreatedObjects.INDICES), wanted);
        planned.objects()
                .forEach((sort, all) ->
                        taken(sort.id(), TargetNames.of(target, sort.id()), new TreeSet<>(all.keySet())));
    }

    private void taken(String what, NavigableSet<String> there, NavigableSet<String> wanted) {
        there.retainAll(wanted);
        if (!there.isEmpty()) {
            findings.add(Finding.blocker(
                    "target-not-empty",
                    what + ": " + String.join(", ", there),
                    "a restore does not mix with what is there",
                    "remove them from the target, or leave them out by the options " + ElasticsearchOptions.INDICES
                            + " and " + ElasticsearchOptions.EXCLUDE));
        }
    }

    /** Templates of the target would have their say in indices that are made there. */
    private void templates(List<String> names) {
        for (ClusterObjects sort : List.of(ClusterObjects.LEGACY_TEMPLATES, ClusterObjects.INDEX_TEMPLATES)) {
            sort.of(target)
                    .ifPresent(all -> all.forEach((name, template) -> {
                        List<String> patterns = new ArrayList<>();
                        template.path("index_patterns").forEach(each -> patterns.add(each.asText()));
                        List<String> hit = names.stream()
                                .filter(index -> !index.startsWith(".") && ElasticsearchOptions.fits(patterns, index))
                                .toList();
                        if (!hit.isEmpty()) {
                            findings.add(matching(sort.word() + " " + name, template.has("data_stream"), hit));
                        }
                    }));
        }
    }

    private static Finding matching(String template, boolean ofStreams, List<String> indices) {
        String seen = template + ": " + String.join(", ", indices);
        return ofStreams
                ? Finding.blocker(
                        "target-template-of-streams",
                        seen,
                        "of these names the target makes data streams only, no indices",
                        "remove that template from the target, or give it other patterns, until the upgrade is done")
                : Finding.warning(
                        "target-template-matches",
                        seen,
                        "settings, mappings and aliases of this template are added to what these indices have on the"
                                + " source, and the verification will tell them as differences",
                        "remove that template from the target until the upgrade is done");
    }
}
