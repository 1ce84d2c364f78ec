package dev.uprev.run;

import dev.uprev.plan.Verification;
import dev.uprev.run.UpgradeReport.StepReport;
import java.time.Duration;
import java.util.Locale;

/** A report for people. */
final class ReportText {
    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(UpgradeReport report) {
        ReportText writer = new ReportText();
        writer.line("%s %s by %s: %s"
                .formatted(report.engine(), report.path(), report.method().displayName(), outcome(report)));
        report.steps().forEach(writer::step);
        report.verification().ifPresent(writer::verification);
        writer.line("took " + time(report.elapsed())
                + report.downtime()
                        .map(down -> "; services were down for " + time(down))
                        .orElse(""));
        report.findings().forEach(finding -> writer.line("noticed: " + finding));
        report.error().ifPresent(error -> writer.line("error: " + error));
        report.byHand().forEach(task -> writer.line("to do: " + task));
        return writer.text.toString();
    }

    private static String outcome(UpgradeReport report) {
        return switch (report.outcome()) {
            case COMPLETED ->
                switch (report.course()) {
                    case UPGRADE -> "completed";
                    case FINISH -> "finished";
                    case ROLLBACK -> "rolled back";
                };
            case ROLLED_BACK -> "failed, and everything is as it was before";
            case FAILED -> "FAILED";
        };
    }

    private void step(StepReport step) {
        String mark = step.error().isPresent() ? "failed" : step.undo() ? "undone" : "done";
        line("  %-7s %-55s %9s".formatted(mark, step.title(), time(step.elapsed())));
    }

    private void verification(Verification verification) {
        line("verified (%s): %d objects, %d records, %s"
                .formatted(
                        verification.level().name().toLowerCase(Locale.ROOT),
                        verification.objects(),
                        verification.records(),
                        verification.isEqual()
                                ? "no difference"
                                : verification.differences().size() + " difference(s)"));
        verification.differences().forEach(difference -> line("  " + difference));
    }

    private static String time(Duration time) {
        return time.toMinutes() >= 10
                ? time.toMinutes() + " min"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    private void line(String content) {
        text.append(content.stripTrailing()).append('\n');
    }
}
