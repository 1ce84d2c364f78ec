package dev.uprev.run;

import dev.uprev.journal.JournalEntry;
import dev.uprev.journal.JournalEntry.Kind;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.Course;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.UpgradeReport.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the report from the journal alone, so that it is the same after a crash. */
final class ReportBuilder {
    private final UpgradePlan plan;
    private final Course course;
    private final List<JournalEntry> entries;

    private ReportBuilder(UpgradePlan plan, RunState state) {
        this.plan = plan;
        this.course = state.course();
        this.entries = state.entriesOfCourse();
    }

    static UpgradeReport build(UpgradePlan plan, RunState state) {
        ReportBuilder builder = new ReportBuilder(plan, state);
        Outcome outcome = state.outcome().orElse(Outcome.FAILED);
        UpgradeRequest request = plan.context().request();
        return new UpgradeReport(
                plan.id(),
                request.engine().displayName(),
                request.method(),
                plan.context().path(),
                state.course(),
                outcome,
                builder.steps(),
                builder.elapsed(),
                builder.downtime(),
                state.verification(),
                state.findings(),
                builder.byHand(outcome),
                builder.firstError());
    }

    private List<StepReport> steps() {
        Map<String, String> titles = new HashMap<>();
        plan.steps(course).forEach(step -> titles.put(step.id(), step.title()));
        Map<String, Instant> started = new HashMap<>();
        List<StepReport> reports = new ArrayList<>();
        for (JournalEntry entry : entries) {
            switch (entry.kind()) {
                case STEP_STARTED -> started.putIfAbsent(entry.step(), entry.at());
                case UNDO_STARTED -> started.put(entry.step(), entry.at());
                case STEP_DONE, STEP_FAILED, UNDO_DONE, UNDO_FAILED -> {
                    boolean undo = entry.kind() == Kind.UNDO_DONE || entry.kind() == Kind.UNDO_FAILED;
                    Instant from =
                            Optional.ofNullable(started.remove(entry.step())).orElse(entry.at());
                    reports.add(new StepReport(
                            entry.step(),
                            titles.getOrDefault(entry.step(), entry.step()),
                            undo,
                            Duration.between(from, entry.at()),
                            Optional.ofNullable(entry.data().get("error"))));
                }
                default -> {}
            }
        }
        return reports;
    }

    private Duration elapsed() {
        return entries.size() < 2
                ? Duration.ZERO
                : Duration.between(
                        entries.get(1).at(), entries.get(entries.size() - 1).at());
    }

    private Optional<Duration> downtime() {
        Set<String> touching = new HashSet<>();
        plan.steps(course).stream()
                .filter(step -> step.effect() == Effect.INTERRUPTS_SERVICE)
                .map(Step::id)
                .forEach(touching::add);
        List<Instant> times = entries.stream()
                .filter(entry -> touching.contains(entry.step()))
                .map(JournalEntry::at)
                .toList();
        return times.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.between(times.get(0), times.get(times.size() - 1)));
    }

    private Optional<String> firstError() {
        // Only of the last attempt: an earlier one may have failed for a reason that is mended by now.
        int lastAttempt = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).kind() == Kind.RUN_STARTED) {
                lastAttempt = i;
            }
        }
        return entries.stream()
                .skip(lastAttempt)
                .filter(entry -> entry.kind() == Kind.STEP_FAILED)
                .map(entry -> entry.value("error"))
                .findFirst();
    }

    private List<String> byHand(Outcome outcome) {
        List<String> byHand = new ArrayList<>();
        if (outcome == Outcome.COMPLETED) {
            byHand.addAll(afterwards());
        }
        entries.stream()
                .filter(entry -> entry.kind() == Kind.UNDO_FAILED)
                .forEach(entry -> byHand.add("Undo step " + entry.step() + " by hand: " + entry.value("error")));
        if (outcome == Outcome.FAILED) {
            byHand.add("Resume the upgrade with its id, " + plan.id() + ", when the cause is mended.");
        }
        return byHand;
    }

    private List<String> afterwards() {
        UpgradeRequest request = plan.context().request();
        if (course == Course.ROLLBACK) {
            return List.of("The services use the source again; the target is as the services left it: remove it when"
                    + " it is not needed any more.");
        }
        if (course == Course.UPGRADE && plan.keepsRollbackWindow()) {
            return List.of("The source, " + request.source() + ", follows the target. Finish " + plan.id()
                    + " when nobody wants to go back any more, or roll it back.");
        }
        return request.target() instanceof UpgradeTarget.InPlace
                ? List.of()
                : List.of("The source, " + request.source()
                        + ", is as it was; remove it when it is not needed any more.");
    }
}
