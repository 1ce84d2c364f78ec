package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed by kill -9 in an upgrade in place; another goes on, or goes back. */
@RequiresServers
class KilledInPlaceIT {
    @TempDir
    private Path folder;

    private UpgradeProcess begin(Served served, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(
                served.base, served.programs.stream().map(Path::toString).collect(Collectors.joining(":"))));
        arguments.addAll(List.of(more));
        return UpgradeProcess.start(InPlaceMain.class, folder.resolve("journal"), arguments.toArray());
    }

    private String kill(Served served, String line, int delay) throws Exception {
        try (UpgradeProcess first = begin(served, served.instance.address(), served.name(), "7.17")) {
            assertThat(first.awaitLine(text -> text.startsWith(line))).as(line).isTrue();
            Thread.sleep(delay);
            first.kill();
            return first.planId();
        }
    }

    /**
     * First when the node is down: the process that goes on finds a document more, and undoes all. Then in its start.
     */
    @Test
    void goesBackAndGoesOn() throws Exception {
        try (Served served = Served.start(folder, Map.of(), "6.8", "7.17")) {
            served.fill("books", 0, 200);
            Map<String, String> before = served.documents("books");
            String plan = kill(served, "started keep", 0);
            UpgradeReport report = served.uprev()
                    .listener(event -> {
                        if (event instanceof UpgradeEvent.StepStarted started
                                && started.step().equals("verify")) {
                            served.ask("PUT", "/books/_doc/more?refresh=true", "{}");
                        }
                    })
                    .build()
                    .resume(plan);
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(served.version()).isEqualTo("6.8.23");
            assertThat(served.documents("books")).isEqualTo(before);

            plan = kill(served, "started start", 2_000);
            try (UpgradeProcess second = begin(served, plan)) {
                assertThat(second.outcome()).startsWith("outcome COMPLETED");
            }
            assertThat(served.version()).isEqualTo("7.17.29");
            assertThat(served.documents("books")).isEqualTo(before);
        }
    }
}
