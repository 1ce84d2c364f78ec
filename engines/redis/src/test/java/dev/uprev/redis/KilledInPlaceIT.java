package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is killed by kill -9 in an upgrade in place; another goes on, or goes back. */
@RequiresServers
class KilledInPlaceIT {
    private static final Map<String, String> LOG = Map.of("appendonly", "yes", "save", "");
    private static final Map<String, String> SNAPSHOT = Map.of("appendonly", "no");
    private static final Map<String, String> NOTHING = Map.of("appendonly", "no", "save", "");

    @TempDir
    private Path folder;

    private static Map<String, String> settings(String kept) {
        return switch (kept) {
            case "log" -> LOG;
            case "snapshot" -> SNAPSHOT;
            default -> NOTHING;
        };
    }

    private UpgradeProcess begin(Served served, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(
                served.base, served.programs.stream().map(Path::toString).collect(Collectors.joining(":"))));
        arguments.addAll(List.of(more));
        return UpgradeProcess.start(InPlaceMain.class, folder.resolve("journal"), arguments.toArray());
    }

    private String kill(Served served, String to, String line, int delay) throws Exception {
        try (UpgradeProcess first = begin(served, served.instance.address(), served.name, Served.line(to))) {
            assertThat(first.awaitLine(text -> text.startsWith(line))).as(line).isTrue();
            Thread.sleep(delay);
            first.kill();
            return first.planId();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "snapshot, started save, 0",
        "nothing, started stop, 2",
        "log, started start, 30",
        "snapshot, started verify, 0"
    })
    void goesOn(String kept, String line, int delay) throws Exception {
        try (Served served = Served.start(folder, settings(kept), "6.2", "8.0")) {
            served.fill();
            Contents before = served.contents();
            String plan = kill(served, "8.0", line, delay);
            try (UpgradeProcess second = begin(served, plan)) {
                assertThat(second.outcome()).startsWith("outcome COMPLETED");
            }
            assertThat(served.version()).startsWith("Redis 8.0");
            assertThat(served.contents().differencesTo(before)).isEmpty();
        }
    }

    /** The process that goes on finds another value when it compares, and undoes all. */
    @ParameterizedTest
    @CsvSource({"log, started start, 30", "nothing, started keep, 0"})
    void goesBack(String kept, String line, int delay) throws Exception {
        try (Served served = Served.start(folder, settings(kept), "6.2", "8.0")) {
            served.fill();
            if (kept.equals("snapshot")) {
                served.ask("SAVE");
            }
            Contents before = served.contents();
            List<String> files = served.dataFiles();
            String plan = kill(served, "8.0", line, delay);
            UpgradeReport report = served.uprev()
                    .listener(event -> Changes.atStart(event, "verify", () -> served.ask("SET string:1 other")))
                    .build()
                    .resume(plan);
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains("\"string:1\"");
            assertThat(served.version()).startsWith("Redis 6.2");
            assertThat(served.contents().differencesTo(before)).isEmpty();
            assertThat(served.dataFiles()).isEqualTo(files);
        }
    }
}
