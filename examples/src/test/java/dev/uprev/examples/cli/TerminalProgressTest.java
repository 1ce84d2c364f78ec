package dev.uprev.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.model.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final StringWriter written = new StringWriter();
    private final TerminalProgress progress = new TerminalProgress(new PrintWriter(written));

    @Test
    void twoStepsAtATimeAreEachDrawnInPlace() {
        start("dump");
        start("restore");
        progressed("dump", 25);
        progressed("restore", 10);
        progressed("dump", 75);
        assertThat(screen())
                .containsExactly(
                        "  .. dump",
                        "     [##################......]  75% 75 B of 100 B, 10 B/s, 2 s left  orders",
                        "  .. restore",
                        "     [##......................]  10% 10 B of 100 B, 10 B/s, 9 s left  orders");

        finish("dump", Optional.empty());
        assertThat(screen().get(0)).startsWith("  ok dump").endsWith("2.5 s");
        assertThat(screen()).hasSize(3);

        finish("restore", Optional.of("the disk is full"));
        assertThat(screen().get(1)).startsWith("  XX restore");
        assertThat(screen()).hasSize(3).last().isEqualTo("     the disk is full");
    }

    @Test
    void linesThatAreDrawnAgainAreNotWiderThanTheTerminal() {
        start("x".repeat(300));
        assertThat(screen()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    private void start(String step) {
        progress.onEvent(new StepStarted(NOW, "plan", step, Phase.TRANSFER, step, false));
    }

    private void progressed(String step, long done) {
        progress.onEvent(new StepProgressed(
                NOW,
                "plan",
                step,
                "orders",
                done,
                100,
                "bytes",
                10,
                Optional.of(Duration.ofSeconds((100 - done) / 10))));
    }

    private void finish(String step, Optional<String> error) {
        progress.onEvent(new StepFinished(NOW, "plan", step, false, Duration.ofMillis(2500), error));
    }

    /** What a terminal shows: a line is cleared and the cursor goes up before it is drawn again. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        for (String line : written.toString().split("\n", -1)) {
            String text = line;
            while (text.startsWith("\033[1A\033[2K")) {
                text = text.substring("\033[1A\033[2K".length());
                lines.remove(lines.size() - 1);
            }
            if (!text.isEmpty()) {
                lines.add(text);
            }
        }
        return lines;
    }
}
