package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upgrades in place on the real pg_upgrade. */
@RequiresServers
class InPlaceIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"13, 15, copy", "13, 17, link", "15, 18, swap", "17, 18, copy", "17, 18, swap"})
    void carriesAllAndKeepsTheOldDirectory(int from, int to, String mode) throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of("work_mem", "7MB"), from, to)) {
            String sums = scene.sums();
            Uprev uprev = scene.uprev().build();
            UpgradePlan plan =
                    uprev.plan(scene.request(to).option(FileMode.OPTION, mode).build());

            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();

            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(scene.sums()).isEqualTo(sums);
            assertThat(scene.version()).startsWith(to + "0");
            assertThat(scene.ask("postgres", "SHOW work_mem")).isEqualTo("7MB");
            assertThat(scene.beside())
                    .anyMatch(name -> name.startsWith("data-" + from))
                    .doesNotContain("data.uprev");
        }
    }
}
