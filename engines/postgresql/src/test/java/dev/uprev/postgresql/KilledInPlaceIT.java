package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.event.UpgradeListener;
import dev.uprev.run.Approval;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is killed by kill -9 in an upgrade in place; another goes on, or goes back. */
@RequiresServers
class KilledInPlaceIT {
    @TempDir
    private Path folder;

    private UpgradeProcess begin(InPlaceScene scene, Object... more) throws Exception {
        Object[] arguments = new Object[2 + more.length];
        arguments[0] = folder.resolve("servers");
        arguments[1] = scene.programs.stream().map(Path::toString).collect(Collectors.joining(":"));
        System.arraycopy(more, 0, arguments, 2, more.length);
        return UpgradeProcess.start(InPlaceMain.class, folder.resolve("journal"), arguments);
    }

    private String kill(InPlaceScene scene, String line, int delay, Object... more) throws Exception {
        try (UpgradeProcess first = begin(scene, more)) {
            assertThat(first.awaitLine(text -> text.startsWith(line))).as(line).isTrue();
            Thread.sleep(delay);
            first.kill();
            return first.planId();
        }
    }

    private static int port(InPlaceScene scene) {
        return scene.instance.address().port();
    }

    @ParameterizedTest
    @CsvSource({
        "copy, started stop, 30",
        "copy, started upgrade, 2500",
        "link, started upgrade, 3200",
        "copy, finished upgrade, 0",
        "link, started change-places, 0",
        "link, started start, 20",
        "swap, started upgrade, 2500",
        "link, started statistics, 50"
    })
    void goesOn(String mode, String line, int delay) throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), 17, 18)) {
            String sums = scene.sums();
            String plan = kill(scene, line, delay, port(scene), scene.to(), mode);
            try (UpgradeProcess second = begin(scene, plan)) {
                assertThat(second.outcome()).startsWith("outcome COMPLETED");
            }
            assertThat(scene.version()).startsWith("18");
            assertThat(scene.sums()).isEqualTo(sums);
            assertThat(scene.beside()).contains("data", "data-17.11").doesNotContain("data.uprev");
        }
    }

    /** The second process does not get the approval to start the new server on shared files, and undoes all. */
    @ParameterizedTest
    @CsvSource({"link, started upgrade, 3500", "swap, started upgrade, 4000", "link, finished change-places, 0"})
    void goesBack(String mode, String line, int delay) throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), 17, 18)) {
            String sums = scene.sums();
            String plan = kill(scene, line, delay, port(scene), scene.to(), mode, "no answer");
            UpgradeListener none = event -> {};
            UpgradeReport report = scene.uprev()
                    .approval(Approval.NEVER)
                    .listener(none)
                    .build()
                    .resume(plan);
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(scene.version()).startsWith("17");
            assertThat(scene.sums()).isEqualTo(sums);
            scene.run(
                    "shop", "INSERT INTO customers VALUES (1000000, 'afterwards')", "VACUUM", "REINDEX DATABASE shop");
            assertThat(scene.beside()).containsExactly("data", "log", "postgresql.conf", "server.json");
        }
    }
}
