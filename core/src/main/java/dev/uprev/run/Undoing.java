package dev.uprev.run;

import dev.uprev.journal.JournalEntry.Kind;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The way back after a failure: begun steps are undone in reverse, down to the point of no return. */
final class Undoing {
    private final Run run;

    Undoing(Run run) {
        this.run = run;
    }

    /** Undoes all that can be undone; one that fails does not keep the others from being undone. */
    void undo() {
        boolean allUndone = true;
        for (Step step : toUndo()) {
            allUndone &= takeBack(step);
        }
        boolean wayBack = allUndone && !passedPointOfNoReturn();
        run.state().record(Kind.RUN_ENDED, "", "outcome", (wayBack ? Outcome.ROLLED_BACK : Outcome.FAILED).name());
    }

    /** After an undoing the services write again, so a later resume has to begin every step anew. */
    private boolean takeBack(Step step) {
        if (step.undo().isEmpty()) {
            run.state().record(Kind.RESET, step.id());
            return true;
        }
        try {
            run.undo(step);
            return true;
        } catch (StepFailedException e) {
            return false;
        }
    }

    /**
     * In reverse. Past the point of no return only what came later is undone, and whatever was done to the services:
     * they come back in any case.
     */
    private List<Step> toUndo() {
        List<Step> steps = new ArrayList<>(run.steps());
        Collections.reverse(steps);
        List<Step> undo = new ArrayList<>();
        boolean passed = false;
        for (Step step : steps) {
            boolean begun = run.state().of(step.id()) != StepState.WAITING;
            passed |= begun && step.effect() == Effect.POINT_OF_NO_RETURN;
            boolean wanted = !passed || step.effect() == Effect.INTERRUPTS_SERVICE;
            if (begun && wanted) {
                undo.add(step);
            }
        }
        return undo;
    }

    private boolean passedPointOfNoReturn() {
        return run.steps().stream()
                .anyMatch(step -> step.effect() == Effect.POINT_OF_NO_RETURN
                        && run.state().of(step.id()) != StepState.WAITING);
    }
}
