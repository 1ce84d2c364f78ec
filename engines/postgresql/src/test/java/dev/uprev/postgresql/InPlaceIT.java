package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uprev.Uprev;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.Disk;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Files;
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

    /** Each pair with and without checksums, each mode with and without, each mode that a pair has. */
    @ParameterizedTest
    @CsvSource({
        "13, 15, copy, false",
        "13, 15, link, true",
        "13, 17, copy, true",
        "13, 17, link, false",
        "15, 18, link, true",
        "15, 18, swap, false",
        "17, 18, copy, false",
        "17, 18, swap, true"
    })
    void carriesAllAndKeepsTheOldDirectory(int from, int to, String mode, boolean checksums) throws Exception {
        upgrade(folder, from, to, mode, checksums);
    }

    @ParameterizedTest
    @CsvSource({"13, 17, false", "15, 18, true"})
    void clonesWhereTheFileSystemCan(int from, int to, boolean checksums) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "this machine has no loop devices");
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        try (Disk disk = Disk.cloning(mounted, folder.resolve("image"), 900)) {
            upgrade(disk.folder(), from, to, "clone", checksums);
        }
    }

    private static void upgrade(Path folder, int from, int to, String mode, boolean checksums) throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of("work_mem", "7MB"), from, to)) {
            if (checksums) {
                scene.addChecksums();
            }
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
            assertThat(scene.ask("postgres", "SHOW data_checksums")).isEqualTo(checksums ? "on" : "off");
            assertThat(scene.beside())
                    .anyMatch(name -> name.startsWith("data-" + from))
                    .doesNotContain("data.uprev");
        }
    }
}
