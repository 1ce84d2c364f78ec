package dev.uprev.plan;

import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A plan for people. */
final class PlanText {
    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    static String of(UpgradePlan plan) {
        PlanText writer = new PlanText();
        writer.head(plan);
        writer.findings(plan);
        writer.line("");
        writer.steps(plan.steps());
        writer.window(plan);
        writer.verdict(plan);
        return writer.text.toString();
    }

    private void head(UpgradePlan plan) {
        PlanContext context = plan.context();
        UpgradeRequest request = context.request();
        line("Plan %s (%s)".formatted(plan.id(), plan.fingerprint()));
        line("%s %s by %s"
                .formatted(request.engine(), context.path(), request.method().displayName()));
        line("  source  %s, %s %s, %s"
                .formatted(
                        addresses(request.source()),
                        context.source().product(),
                        context.source().version(),
                        bytes(context.source().bytes())));
        line("  target  %s".formatted(target(request)));
    }

    private static String target(UpgradeRequest request) {
        if (request.target() instanceof UpgradeTarget.Existing existing) {
            return addresses(existing.instance());
        }
        if (request.target() instanceof UpgradeTarget.Create create) {
            return "a new server \"" + create.name() + "\" of version " + create.version();
        }
        return "the source itself";
    }

    private static String addresses(Instance instance) {
        return String.join(
                ",", instance.addresses().stream().map(Object::toString).toList());
    }

    private void findings(UpgradePlan plan) {
        if (plan.findings().isEmpty()) {
            return;
        }
        line("");
        line("Findings");
        plan.findings().stream()
                .sorted(Comparator.comparing(Finding::severity))
                .flatMap(finding -> finding.explain().lines())
                .forEach(part -> line("  " + part));
    }

    private void window(UpgradePlan plan) {
        if (plan.keepsRollbackWindow()) {
            line("");
            line("Afterwards, \"%s %s\" goes back, with all that was written to the target:"
                    .formatted(Course.ROLLBACK.verb(), plan.id()));
            steps(plan.steps(Course.ROLLBACK));
            line("");
            line("or \"%s %s\" gives up that way back:".formatted(Course.FINISH.verb(), plan.id()));
            steps(plan.steps(Course.FINISH));
        }
    }

    private void verdict(UpgradePlan plan) {
        if (!plan.isExecutable()) {
            line("");
            line("This plan cannot be carried out: %d finding(s) stand in the way."
                    .formatted(plan.blockers().size()));
        }
    }

    private void steps(List<Step> steps) {
        Set<Phase> begun = EnumSet.noneOf(Phase.class);
        int number = 0;
        for (Step step : steps) {
            if (begun.add(step.phase())) {
                line("%-15s %s".formatted(step.phase(), step.phase().purpose()));
            }
            line("  %2d. %s%s  [%s%s%s]"
                    .formatted(
                            ++number,
                            step.title(),
                            step.overlapsPrevious() ? " (at the same time)" : "",
                            step.effect().words(),
                            step.estimate()
                                    .duration()
                                    .map(time -> ", about " + duration(time))
                                    .orElse(""),
                            step.canBeUndone() ? ", can be undone" : ""));
            step.preview().forEach(detail -> line("        %s".formatted(detail)));
        }
    }

    private void line(String content) {
        text.append(content.stripTrailing()).append('\n');
    }

    private static String bytes(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 10_000_000
                ? bytes / 1000 + " kB"
                : String.format(
                        Locale.ROOT,
                        bytes < 10_000_000_000L ? "%.0f MB" : "%.1f GB",
                        bytes < 10_000_000_000L ? bytes / 1e6 : bytes / 1e9);
    }

    private static String duration(Duration time) {
        return time.toMinutes() > 1 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
