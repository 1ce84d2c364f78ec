package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.Uprev;
import dev.uprev.compat.CompatibilityRules;
import dev.uprev.compat.Finding;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeListener;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades in place that cannot be, or fail: the older node runs on with all it had. */
@RequiresServers
class InPlaceFailuresIT {
    @TempDir
    private static Path folder;

    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.start(folder, Map.of("path.repo", folder.toString()), "6.8", "7.17");
        served.fill("books", 0, 200);
        served.fill("others", 0, 20);
        served.ask("PUT", "/others/_alias/few", "{\"filter\":{\"term\":{\"number\":1}}}");
        served.ask("PUT", "/_template/logs", "{\"index_patterns\":[\"logs-*\"],\"order\":3}");
    }

    @AfterAll
    static void end() {
        served.close();
    }

    static List<String> blockers(Served served, String version) {
        return blockers(served, served.request(version).build());
    }

    private static List<String> blockers(Served served, UpgradeRequest request) {
        return served.uprev().build().plan(request).findings().stream()
                .filter(Finding::isBlocker)
                .map(Finding::code)
                .toList();
    }

    private static UpgradeReport failsAndIsAsBefore(
            InstanceController servers, UpgradeListener listener, String error) {
        Map<String, String> before = served.documents("books");
        Uprev uprev = served.uprev().servers(servers).listener(listener).build();
        UpgradePlan plan = uprev.plan(served.request("7.17").build());
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        UpgradeReport report = uprev.execute(plan);
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error().orElse("")).contains(error);
        assertThat(served.version()).isEqualTo("6.8.23");
        assertThat(served.documents("books")).isEqualTo(before);
        return report;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop books", "start books 7.17"})
    void aCallThatFails(String call) {
        failsAndIsAsBefore(new FailingServers(served.servers, call), event -> {}, "this was to fail");
    }

    @Test
    void whateverHasChangedIsFoundAndUndone() {
        UpgradeReport report = failsAndIsAsBefore(
                served.servers,
                event -> {
                    if (isStart(event, "verify")) {
                        served.ask("PUT", "/books/_doc/more?refresh=true", "{}");
                        served.ask("PUT", "/others/_doc/7?refresh=true", "{\"title\":\"Book 7\",\"number\":8}");
                        served.ask("PUT", "/others/_alias/few", "{}");
                        served.ask("PUT", "/others/_settings", "{\"max_result_window\":9999}");
                        served.ask("DELETE", "/_template/logs", "");
                    }
                },
                "number of documents is 200 on the source and 201 on the target");
        assertThat(report.verification().orElseThrow().differences())
                .extracting(each -> each.object() + ": " + each.aspect())
                .containsExactlyInAnyOrder(
                        "index books: number of documents",
                        "index books: documents",
                        "index others: documents",
                        "index others: alias few.filter.term.number",
                        "index others: setting index.max_result_window",
                        "legacy template logs: legacy template");
    }

    @Test
    void dataThatCannotBeKept() throws Exception {
        Path taken = Files.createDirectories(folder.resolve("taken/books"));
        Files.createFile(taken.resolve("somebody's"));
        Uprev uprev = served.uprev().build();
        UpgradePlan plan = uprev.plan(
                served.request("7.17").archive(folder.resolve("taken")).build());
        UpgradeReport report = uprev.execute(plan);
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error().orElse("")).contains("something lies there already");
        assertThat(taken.resolve("somebody's")).exists();
        assertThat(served.version()).isEqualTo("6.8.23");
    }

    @Test
    void theStandardRulesRefuseSevenAndSayWhatToDo() {
        Uprev uprev = served.uprev().rules(CompatibilityRules.standard()).build();
        assertThatThrownBy(() -> uprev.plan(served.request("7.10").build()))
                .hasMessageContaining("does not carry data directories of 6.x")
                .hasMessageContaining("use dump and restore");
    }

    @Test
    void aProgramThatIsNotThereAndAnIndexThatIsTooOld() {
        assertThat(blockers(served, "8.19")).containsExactlyInAnyOrder("version-not-installed", "index-too-old");
    }

    @Test
    void aShardThatNoNodeHas() {
        served.ask("PUT", "/nowhere?wait_for_active_shards=0", """
                {"settings": {"number_of_replicas": 0, "index.routing.allocation.require.box": "none"}}""");
        try {
            assertThat(blockers(served, "7.17")).containsExactly("cluster-red");
        } finally {
            served.ask("DELETE", "/nowhere", "");
        }
    }

    @Test
    void aSnapshotThatIsBeingMade() {
        served.ask("PUT", "/_snapshot/slow", """
                {"type": "fs", "settings": {"location": "%s", "max_snapshot_bytes_per_sec": "100b"}}""".formatted(folder.resolve("snapshots")));
        served.ask("PUT", "/_snapshot/slow/one", "");
        try {
            assertThat(blockers(served, "7.17")).containsExactly("snapshot-running");
        } finally {
            served.ask("DELETE", "/_snapshot/slow/one", "");
        }
    }

    @Test
    void namesThatTheControllerDoesNotKnow() {
        UpgradeRequest unknown = UpgradeRequest.builder(
                        UpgradeMethod.IN_PLACE,
                        served.instance,
                        new UpgradeTarget.InPlace("nobody", Version.parse("7.17")))
                .build();
        assertThat(blockers(served, unknown)).containsExactly("server-files-unknown");
    }

    private static boolean isStart(UpgradeEvent event, String step) {
        return event instanceof UpgradeEvent.StepStarted started
                && !started.undo()
                && started.step().startsWith(step);
    }
}
