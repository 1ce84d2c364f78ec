package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.compat.Finding;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The primaries of a cluster, all of them together. */
@RequiresServers
class InPlaceClusterIT {
    private static final int SLOTS = 16_384;
    private static final int KEYS = 300;

    @TempDir
    private Path folder;

    private List<Served> cluster(String... releases) throws Exception {
        List<Path> programs = Stream.of(releases).map(RedisServer::programs).toList();
        List<Served> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Served node = new Served(
                    folder.resolve("servers"), "node-" + i, programs, releases[0], Map.of("cluster-enabled", "yes"));
            nodes.add(node);
            node.ask("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            node.ask(IntStream.range(SLOTS * i / 3, SLOTS * (i + 1) / 3)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" ", "CLUSTER ADDSLOTS ", "")));
        }
        HostPort first = nodes.get(0).instance.address();
        for (Served node : nodes.subList(1, 3)) {
            node.ask("CLUSTER MEET " + first.host() + " " + first.port());
        }
        for (Served node : nodes) {
            while (!node.ask("CLUSTER INFO").contains("cluster_state:ok")
                    || !node.ask("CLUSTER INFO").contains("cluster_known_nodes:3")) {
                Thread.sleep(20);
            }
        }
        for (Served node : nodes) {
            try (RespConnection redis = node.open()) {
                for (int i = 0; i < KEYS; i++) {
                    redis.call("SET", "key:" + i, "value " + i); // two of three say that it is not theirs
                }
            }
        }
        return nodes;
    }

    private static UpgradeRequest request(List<Served> nodes) {
        Instance all = Instance.of(
                nodes.get(0).instance.engine(),
                nodes.stream().map(node -> node.instance.address().toString()).collect(Collectors.joining(",")));
        return UpgradeRequest.builder(
                        UpgradeMethod.IN_PLACE,
                        all,
                        new UpgradeTarget.InPlace(
                                nodes.stream().map(node -> node.name).toList(), Version.parse("8.0")))
                .build();
    }

    private static List<String> contents(List<Served> nodes) throws Exception {
        List<String> contents = new ArrayList<>();
        for (Served node : nodes) {
            try (RespConnection redis = node.open()) {
                for (int i = 0; i < KEYS; i++) {
                    if (redis.call("GET", "key:" + i) instanceof Reply.Text value) {
                        contents.add(node.name + " " + i + " " + value);
                    }
                }
            }
        }
        return contents;
    }

    /** Once it is left to go on, and once keys are taken away before they are compared. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allNodesAreUpgradedOrNone(boolean completes) throws Exception {
        List<Served> nodes = cluster("6.2", "8.0");
        try {
            List<String> before = contents(nodes);
            assertThat(before).hasSize(KEYS);
            Uprev uprev = nodes.get(0)
                    .uprev()
                    .listener(event -> Changes.atStart(event, "verify", () -> {
                        if (!completes) {
                            nodes.forEach(node -> node.ask("DEL " + node.ask("RANDOMKEY")));
                        }
                    }))
                    .build();
            assertThat(uprev.plan(request(nodes.subList(0, 2))).findings())
                    .filteredOn(Finding::isBlocker)
                    .extracting(Finding::code)
                    .contains("cluster-node-not-named");
            UpgradePlan plan = uprev.plan(request(nodes));
            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();

            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome())
                    .as(report.summary())
                    .isEqualTo(completes ? Outcome.COMPLETED : Outcome.ROLLED_BACK);
            for (Served node : nodes) {
                assertThat(node.version()).startsWith(completes ? "Redis 8.0" : "Redis 6.2");
                while (!node.ask("CLUSTER INFO").contains("cluster_state:ok")) {
                    Thread.sleep(20);
                }
            }
            assertThat(contents(nodes)).isEqualTo(before);
        } finally {
            nodes.forEach(Served::close);
        }
    }
}
