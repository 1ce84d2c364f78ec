package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.compat.CompatibilityRules;
import dev.uprev.plan.Verification;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that gets newer programs and keeps its data. */
@RequiresServers
class InPlaceIT {
    @TempDir
    private Path folder;

    @Test
    void fromFiveToSix() {
        try (Served served = Served.start(folder, Map.of(), "5.6", "6.8")) {
            served.fill("books", 0, 200);
            served.fill("closed", 0, 20);
            Map<String, String> books = served.documents("books");
            Map<String, String> closed = served.documents("closed");
            served.ask("POST", "/closed/_close", "");

            UpgradeReport report = served.upgrade("6.8", event -> {});

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.verification().map(Verification::records)).contains(200L);
            assertThat(served.version()).isEqualTo("6.8.23");
            assertThat(served.documents("books")).isEqualTo(books);
            served.ask("POST", "/closed/_open?wait_for_active_shards=all", "");
            assertThat(served.documents("closed")).isEqualTo(closed);
        }
    }

    @Test
    void fromSevenToEightByWayOfTheLastSeven() {
        try (Served served = Served.start(folder, Map.of(), "7.10", "7.17", "8.19")) {
            served.fill("books", 0, 200);
            Map<String, String> books = served.documents("books");
            assertThatThrownBy(() -> served.uprev()
                            .rules(CompatibilityRules.standard())
                            .build()
                            .plan(served.request("8.19").build()))
                    .hasMessageContaining("in place, 7.10 is the last stop");

            UpgradeReport report = served.upgrade("8.19", event -> {});

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(served.version()).isEqualTo("8.19.21");
            assertThat(served.documents("books")).isEqualTo(books);
        }
    }
}
