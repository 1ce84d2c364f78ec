package dev.uprev.elasticsearch;

import static dev.uprev.testkit.process.UpgradeProcess.beyond;
import static dev.uprev.testkit.process.UpgradeProcess.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.ElasticsearchServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A dump and restore is killed as by kill -9, and resumed. */
@RequiresServers
class KilledTransferIT {
    private static final int DOCUMENTS = 150_000;

    private static ElasticsearchServer source;
    private static ElasticsearchServer target;
    private static Map<String, String> contents = Map.of();

    @TempDir
    private Path journal;

    @BeforeAll
    static void begin() {
        source = ElasticsearchServer.start("6.8");
        target = ElasticsearchServer.start("7.17");
        ManyDocuments.fill(source, DOCUMENTS, 3);
        contents = ManyDocuments.contents(source);
    }

    @AfterAll
    static void end() {
        if (source != null) {
            source.close();
        }
        if (target != null) {
            target.close();
        }
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of("in the middle of the dump", false, beyond("dump", DOCUMENTS / 6)),
                Arguments.of("in the middle of the restore", false, beyond("restore", DOCUMENTS / 6)),
                Arguments.of("in the middle of both", true, beyond("restore", DOCUMENTS / 8)),
                Arguments.of("when the comparison begins", false, line("started verify")));
    }

    @ParameterizedTest(name = "{0}, overlapping: {1}")
    @MethodSource("moments")
    void goesOn(String name, boolean overlap, Predicate<String> moment) throws Exception {
        target.ask("DELETE", "/many?ignore_unavailable=true");
        try (UpgradeProcess first =
                UpgradeProcess.start(TransferMain.class, journal, source.port(), target.port(), overlap)) {
            boolean reached = first.awaitLine(moment);
            first.kill();

            assertThat(reached)
                    .as("the moment was reached before the upgrade ended")
                    .isTrue();
            assertThat(resume(first.planId())).startsWith("outcome COMPLETED");
            arrived();
        }
    }

    @Test
    void dumpsAnewWhatWasWrittenToMeanwhile() throws Exception {
        target.ask("DELETE", "/many?ignore_unavailable=true");
        try (UpgradeProcess first =
                UpgradeProcess.start(TransferMain.class, journal, source.port(), target.port(), true)) {
            boolean reached = first.awaitLine(beyond("dump", DOCUMENTS / 8));
            source.suspend(); // so that the dump has not ended
            try {
                reached &= first.awaitLine(beyond("restore", 1));
                first.kill();
            } finally {
                source.resume();
            }
            assertThat(reached).isTrue();
            source.ask("PUT", "/many/_doc/after", "{\"added\":true}");
            source.ask("DELETE", "/many/_doc/1");
            source.ask("PUT", "/many/_settings", "{\"index\": {\"max_result_window\": 20001}}");
            contents = ManyDocuments.contents(source);

            assertThat(resume(first.planId())).startsWith("outcome COMPLETED");
            arrived();
            assertThat(target.ask("GET", "/many/_settings")).contains("20001");
        }
    }

    private static void arrived() {
        Map<String, String> there = ManyDocuments.contents(target);
        assertThat(contents.entrySet().stream()
                        .filter(each -> !each.getValue().equals(there.get(each.getKey())))
                        .limit(5))
                .as("missing or otherwise")
                .isEmpty();
        assertThat(there.keySet().stream()
                        .filter(id -> !contents.containsKey(id))
                        .limit(5))
                .as("not on the source")
                .isEmpty();
        assertThat(ManyDocuments.settings(target).path("refresh_interval").asText())
                .isEqualTo("7s");
        assertThat(ManyDocuments.settings(target).at("/translog/durability").isMissingNode())
                .isTrue();
    }

    private String resume(String planId) throws Exception {
        try (UpgradeProcess second = UpgradeProcess.start(TransferMain.class, journal, planId)) {
            return second.outcome();
        }
    }
}
