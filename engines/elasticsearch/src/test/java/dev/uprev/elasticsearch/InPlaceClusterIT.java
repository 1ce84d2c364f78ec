package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes, of which one after the other gets newer programs. */
@RequiresServers
class InPlaceClusterIT {
    private static final String SETTING = "cluster.routing.allocation.enable";

    @TempDir
    private Path folder;

    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger unreadable = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    /** Searches all the time by whichever nodes answer, until it is enough. */
    private Thread reader(Served served) {
        Thread reader = new Thread(() -> {
            while (!enough.get()) {
                boolean found = false;
                for (int node = 0; node < 3 && !found; node++) {
                    found = served.status(node, "GET", "/books/_search?allow_partial_search_results=false", "") == 200;
                }
                (found ? read : unreadable).incrementAndGet();
            }
        });
        reader.start();
        return reader;
    }

    private static void fill(Served served) {
        served.fill("books", 1, 200);
        served.fill("single", 0, 100);
        served.ask("PUT", "/_cluster/settings", "{\"persistent\":{\"" + SETTING + "\":\"all\"}}");
        served.get("/_cluster/health?wait_for_status=green&wait_for_no_relocating_shards=true&timeout=60s");
    }

    private static UpgradeReport upgrade(Served served, UnaryOperator<UprevBuilder> more) {
        Uprev uprev = more.apply(served.uprev()).build();
        UpgradePlan plan = uprev.plan(served.request("7.17").build());
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        assertThat(plan.findings()).anyMatch(finding -> finding.code().equals("indices-without-replicas"));
        return uprev.execute(plan);
    }

    private static void assertHas(Served served, String version, List<Map<String, String>> documents) {
        for (int node = 0; node < 3; node++) {
            assertThat(served.version(node)).isEqualTo(version);
        }
        assertThat(served.get("/_cluster/health?wait_for_status=green&timeout=60s")
                        .path("status")
                        .asText())
                .isEqualTo("green");
        assertThat(List.of(served.documents("books"), served.documents("single")))
                .isEqualTo(documents);
        assertThat(served.get("/_cluster/settings?flat_settings=true")
                        .path("persistent")
                        .path(SETTING)
                        .asText())
                .isEqualTo("all");
    }

    /**
     * First the second node fails when it has been upgraded: for some shards only newer nodes have current copies then.
     * Then the third does: for all shards.
     */
    @Test
    void whatIsHalfUpgradedGoesBackAndWhatCanBeReadCanBeReadAllTheTime() throws Exception {
        try (Served served = Served.cluster(folder, "6.8", "7.17")) {
            fill(served);
            List<Map<String, String>> documents = List.of(served.documents("books"), served.documents("single"));

            for (int upgraded = 2; upgraded <= 3; upgraded++) {
                InstanceController failing = new FailingServers(served.servers, "start", upgraded);
                UpgradeReport report = upgrade(served, uprev -> uprev.servers(failing));
                assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
                assertHas(served, "6.8.23", documents);
            }

            Thread reader = reader(served);
            UpgradeReport report = upgrade(served, uprev -> uprev);
            enough.set(true);
            reader.join();
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertHas(served, "7.17.29", documents);
            assertThat(unreadable.get()).as("beside " + read).isZero();
            assertThat(read.get()).isPositive();
        }
    }
}
