package dev.uprev.examples.cli;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.FindingReported;
import dev.uprev.event.UpgradeEvent.RunFinished;
import dev.uprev.event.UpgradeEvent.RunStarted;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Events as lines: one for the start and end of each step, and one now and then for progress. */
final class EventPrinter implements UpgradeListener {
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(5);

    private final PrintWriter out;
    private Instant nextProgress = Instant.EPOCH;

    EventPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onEvent(UpgradeEvent event) {
        if (event instanceof RunStarted run) {
            out.printf("%s %s%n", run.resumed() ? "going on with" : "begin", run.planId());
        } else if (event instanceof StepStarted step) {
            out.printf("  %s %s%n", step.undo() ? "undo:" : "begin:", step.title());
        } else if (event instanceof StepProgressed progress && !progress.at().isBefore(nextProgress)) {
            nextProgress = progress.at().plus(BETWEEN_PROGRESS);
            out.printf("    %s%n", ProgressText.of(progress));
        } else if (event instanceof FindingReported reported) {
            out.printf("    noticed: %s%n", reported.finding());
        } else if (event instanceof StepFinished step) {
            String end = step.error().map(error -> "FAILED: " + error).orElse("done");
            out.printf(Locale.ROOT, "    %s, %.1f s%n", end, step.elapsed().toMillis() / 1e3);
        } else if (event instanceof RunFinished run) {
            out.printf("%s%n", run.completed() ? "completed" : "not completed");
        }
        out.flush();
    }
}
