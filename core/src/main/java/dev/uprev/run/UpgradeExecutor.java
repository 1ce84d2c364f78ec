package dev.uprev.run;

import dev.uprev.journal.JournalEntry.Kind;
import dev.uprev.journal.RunJournal;
import dev.uprev.model.Cancellation;
import dev.uprev.plan.Course;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out a plan: each step once, its start and its end in the journal, undone in reverse when one fails. A run
 * that was killed goes on from its journal. Thread-safe.
 */
public final class UpgradeExecutor {
    private final RunSettings settings;

    public UpgradeExecutor(RunSettings settings) {
        this.settings = settings;
    }

    /**
     * Carries out the plan, or what the journal says is left of it. Does not throw when a step fails; the report says
     * so.
     *
     * @param journal the record of this run, with the plan as its first entry; the caller holds the journal's lock
     * @return what was done; of the run as it ended before, when it is completed already
     */
    public UpgradeReport execute(UpgradePlan plan, RunJournal journal, Cancellation cancellation) {
        return walk(plan, new RunState(journal, settings.clock()), journal, cancellation);
    }

    /**
     * Ends the rollback window of an upgrade that is completed, in one of the two ways; goes on where that was begun.
     *
     * @throws dev.uprev.error.UpgradeException {@code no-rollback-window}, {@code run-not-completed},
     *     {@code rollback-window-ended}, before anything is done
     */
    public UpgradeReport end(Course course, UpgradePlan plan, RunJournal journal, Cancellation cancellation) {
        RunState state = new RunState(journal, settings.clock());
        RollbackWindow.refuse(course, plan, state);
        if (state.course() != course) {
            state.record(Kind.COURSE, "", "course", course.name());
        }
        return walk(plan, state, journal, cancellation);
    }

    private UpgradeReport walk(UpgradePlan plan, RunState state, RunJournal journal, Cancellation cancellation) {
        if (state.outcome().filter(Outcome.COMPLETED::equals).isPresent()) {
            return ReportBuilder.build(plan, state);
        }
        boolean finishUndoing = state.isUndoing();
        boolean resumed = state.entriesOfCourse().size() > 1;
        Run run = new Run(plan, state, journal.workDirectory(), settings, cancellation);
        run.begin(resumed);
        state.record(Kind.RUN_STARTED, "");
        if (finishUndoing) {
            new Undoing(run).undo();
        } else {
            walk(run);
        }
        UpgradeReport report = ReportBuilder.build(plan, state);
        run.end(report);
        return report;
    }

    private void walk(Run run) {
        try {
            for (List<Step> batch : batches(run.steps())) {
                for (Step step : batch) {
                    run.askApproval(step, settings.approval());
                }
                new Batch(run, batch).carryOut();
            }
            run.state().record(Kind.RUN_ENDED, "", "outcome", Outcome.COMPLETED.name());
        } catch (StepFailedException e) {
            if (settings.onFailure() == FailurePolicy.HALT || run.state().course() == Course.FINISH) {
                run.state().record(Kind.RUN_ENDED, "", "outcome", Outcome.FAILED.name());
            } else {
                run.state().record(Kind.UNDOING, "", "error", e.redactedMessage());
                new Undoing(run).undo();
            }
        }
    }

    /** Steps that run at the same time are in one batch. */
    private static List<List<Step>> batches(List<Step> steps) {
        List<List<Step>> batches = new ArrayList<>();
        for (Step step : steps) {
            if (!step.overlapsPrevious() || batches.isEmpty()) {
                batches.add(new ArrayList<>());
            }
            batches.get(batches.size() - 1).add(step);
        }
        return batches;
    }
}
