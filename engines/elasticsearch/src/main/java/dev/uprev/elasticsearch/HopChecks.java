package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.model.Hop;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether what a cluster holds can go along hops: what the cluster itself says of the first one, and the versions that
 * made its indices, which stay what they are. The server does not enforce the rule for these in all releases: some
 * start with indices that they are not made for.
 *
 * @see <a
 *     href="https://www.elastic.co/guide/en/elasticsearch/reference/7.17/migration-api-deprecation.html">Deprecation
 *     info</a>
 */
final class HopChecks {
    /** From this major on, indices of two majors ago can be read, where nobody writes to them. */
    private static final int READS_OLDER = 9;

    private static final int SHOWN = 10;

    private final Cluster cluster;
    private final List<Hop> hops;
    private final List<Finding> findings = new ArrayList<>();

    HopChecks(Cluster cluster, List<Hop> hops) {
        this.cluster = cluster;
        this.hops = hops;
    }

    List<Finding> look() {
        IndexCensus census = IndexCensus.of(cluster);
        hops.stream().map(hop -> hop.to().major()).distinct().forEach(major -> oldIndices(census, major));
        Hop next = hops.get(0);
        if (next.from().major() != next.to().major()) {
            deprecations();
        }
        return findings;
    }

    private void oldIndices(IndexCensus census, int major) {
        Map<Integer, List<String>> unreadable = new TreeMap<>();
        List<String> readOnly = new ArrayList<>();
        census.indices().forEach((name, index) -> {
            if (index.createdBy() >= major - 1) {
                return;
            }
            if (major >= READS_OLDER && index.createdBy() == major - 2 && index.writeBlocked()) {
                readOnly.add(name);
            } else {
                unreadable
                        .computeIfAbsent(index.createdBy(), any -> new ArrayList<>())
                        .add(name);
            }
        });
        unreadable.forEach((creator, names) -> findings.add(Finding.blocker(
                        "index-too-old",
                        "made by " + creator + ".x: " + some(names),
                        "Elasticsearch " + major + " reads indices made by " + (major - 1) + ".x and " + major
                                + ".x only; an upgrade in place does not make them anew",
                        "reindex or delete them with a release between, closed ones too, or use dump and restore")
                .withSource(URI.create("https://www.elastic.co/docs/deploy-manage/upgrade/plan-upgrade"))));
        if (!readOnly.isEmpty()) {
            findings.add(Finding.warning(
                    "index-read-only",
                    some(readOnly),
                    "Elasticsearch " + major + " reads them, but takes no writes to them any more",
                    "reindex those that are to be written to"));
        }
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? ", and " + (names.size() - SHOWN) + " more" : "");
    }

    private void deprecations() {
        for (String path : List.of("/_migration/deprecations", "/_xpack/migration/deprecations")) {
            Answer answer = cluster.ask(Call.get(path));
            if (answer.isSuccess() && answer.body().has("cluster_settings")) {
                tell(answer.body());
                return;
            }
        }
        findings.add(Finding.info(
                "deprecations-not-told",
                cluster.product().toString(),
                "this server, as it was packaged, does not tell what the next major no longer takes",
                ""));
    }

    private void tell(JsonNode told) {
        for (Map.Entry<String, JsonNode> group : told.properties()) {
            if (group.getValue().isArray()) {
                group.getValue().forEach(issue -> tell(group.getKey().replace('_', ' '), issue));
            } else if (group.getValue().isObject()) {
                for (Map.Entry<String, JsonNode> each : group.getValue().properties()) {
                    each.getValue().forEach(issue -> tell(each.getKey(), issue));
                }
            }
        }
    }

    private void tell(String where, JsonNode issue) {
        String seen = where + ": " + issue.path("message").asText();
        String details = issue.path("details").asText();
        String why = details.isBlank() ? "the server itself names this as an obstacle to the next major" : details;
        String remedy = "see " + issue.path("url").asText();
        // The node's settings are compared by name with what the newer release takes.
        boolean blocks = issue.path("level").asText().equals("critical") && !where.equals("node settings");
        findings.add(
                blocks
                        ? Finding.blocker("deprecation-critical", seen, why, remedy)
                        : Finding.warning("deprecation", seen, why, remedy));
    }
}
