package dev.uprev.run;

import dev.uprev.error.UpgradeException;
import dev.uprev.event.UpgradeEvent.RunFinished;
import dev.uprev.event.UpgradeEvent.RunStarted;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.journal.JournalEntry.Kind;
import dev.uprev.model.Cancellation;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepAction;
import dev.uprev.plan.UpgradePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process's work on one plan: runs single steps, and brings what happens to the journal and the listeners. */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final UpgradePlan plan;
    private final RunState state;
    private final Path workDirectory;
    private final RunSettings settings;
    private final Cancellation cancellation;
    private final EventBus events;
    private final Instant began;

    Run(UpgradePlan plan, RunState state, Path workDirectory, RunSettings settings, Cancellation cancellation) {
        this.plan = plan;
        this.state = state;
        this.workDirectory = workDirectory;
        this.settings = settings;
        this.cancellation = cancellation;
        this.events = new EventBus(settings.listeners());
        this.began = settings.clock().instant();
    }

    UpgradePlan plan() {
        return plan;
    }

    /** The steps of the course that the run is on. */
    List<Step> steps() {
        return plan.steps(state.course());
    }

    RunState state() {
        return state;
    }

    RunSettings settings() {
        return settings;
    }

    EventBus events() {
        return events;
    }

    Path workDirectory() {
        return workDirectory;
    }

    void begin(boolean resumed) {
        events.send(new RunStarted(began, plan.id(), resumed, steps().size()));
    }

    void end(UpgradeReport report) {
        Instant now = settings.clock().instant();
        events.send(new RunFinished(now, plan.id(), report.isCompleted(), Duration.between(began, now)));
    }

    /** Asks before a step that cannot be undone; an answer given before a crash counts. */
    void askApproval(Step step, Approval approval) throws StepFailedException {
        boolean asked = step.effect() == Effect.POINT_OF_NO_RETURN && state.of(step.id()) == StepState.WAITING;
        if (!asked) {
            return;
        }
        if (!approval.approve(plan.id(), step)) {
            StepFailedException refusal =
                    failure(UpgradeException.failed("not-approved", "step " + step.id() + " was not approved")
                            .why("it cannot be undone")
                            .fix("run again and approve it, or leave the server as it is"));
            state.record(Kind.STEP_FAILED, step.id(), "error", refusal.redactedMessage());
            throw refusal;
        }
        state.record(Kind.APPROVED, step.id());
    }

    /** Runs a step that is not done yet; one that was begun before a crash only if its probe says that it must. */
    void carryOut(Step step, Batch batch) throws StepFailedException {
        StepState before = state.of(step.id());
        if (before == StepState.DONE) {
            return;
        }
        perform(step, false, Optional.of(batch), cancellation, context -> {
            cancellation.check();
            if (before != StepState.STARTED || !step.probe().isDone(context)) {
                step.action().run(context);
            }
        });
    }

    /** Undoes a step; a cancelled run is undone as well. */
    void undo(Step step) throws StepFailedException {
        perform(step, true, Optional.empty(), new Cancellation(), step.undo().orElseThrow());
    }

    private void perform(Step step, boolean undo, Optional<Batch> batch, Cancellation stop, StepAction action)
            throws StepFailedException {
        Instant start = settings.clock().instant();
        state.record(undo ? Kind.UNDO_STARTED : Kind.STEP_STARTED, step.id());
        events.send(new StepStarted(start, plan.id(), step.id(), step.phase(), step.title(), undo));
        ProgressMeter meter = new ProgressMeter(events, settings.clock(), plan.id(), step.id());
        Optional<StepFailedException> failure = Optional.empty();
        try {
            action.run(new RunContext(this, step, meter, stop, batch));
        } catch (Throwable e) {
            // Errors too: whatever went wrong in a step, the services must come back.
            failure = Optional.of(failure(e));
            LOG.debug("Step {} failed", step.id(), failure.orElseThrow());
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
        meter.finish();
        finish(step, undo, start, failure.map(StepFailedException::redactedMessage));
        if (failure.isPresent()) {
            throw failure.orElseThrow();
        }
    }

    private void finish(Step step, boolean undo, Instant start, Optional<String> error) {
        if (error.isPresent()) {
            state.record(undo ? Kind.UNDO_FAILED : Kind.STEP_FAILED, step.id(), "error", error.orElseThrow());
        } else {
            state.record(undo ? Kind.UNDO_DONE : Kind.STEP_DONE, step.id());
        }
        Instant now = settings.clock().instant();
        events.send(new StepFinished(now, plan.id(), step.id(), undo, Duration.between(start, now), error));
    }

    private StepFailedException failure(Throwable e) {
        Throwable safe = settings.redactor().redact(e);
        StepFailedException failure = safe instanceof UpgradeException error
                ? new StepFailedException(error.code(), String.valueOf(error.getMessage()))
                : new StepFailedException("unexpected", safe.toString());
        failure.initCause(safe);
        return failure;
    }
}
