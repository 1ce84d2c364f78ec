package dev.uprev.run;

import dev.uprev.journal.JournalEntry.Kind;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The way back after a failure: begun steps are undone in reverse, down to the point of no return. A step that has
 * failed at that point may not have passed it; then its own undo tells, by what it does or by its failure.
 */
final class Undoing {
    private final Run run;

    Undoing(Run run) {
        this.run = run;
    }

    /** Undoes all that can be undone; one that fails does not keep the others from being undone. */
    void undo() {
        List<Step> steps = new ArrayList<>(run.steps());
        Collections.reverse(steps);
        boolean allUndone = true;
        boolean passed = false;
        for (Step step : steps) {
            StepState state = run.state().of(step.id());
            boolean begun = state != StepState.WAITING;
            if (begun && !passed && step.effect() == Effect.POINT_OF_NO_RETURN) {
                passed = state == StepState.DONE || !turnsBack(step);
            } else if (begun && (!passed || step.effect() == Effect.INTERRUPTS_SERVICE)) {
                // Past the point, whatever was done to the services: they come back in any case.
                allUndone &= takeBack(step);
            }
        }
        boolean wayBack = allUndone && !passed;
        run.state().record(Kind.RUN_ENDED, "", "outcome", (wayBack ? Outcome.ROLLED_BACK : Outcome.FAILED).name());
    }

    /** Whether a step that failed had not come to the point yet, and is undone. */
    private boolean turnsBack(Step step) {
        return step.undo().isPresent() && takeBack(step);
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
}
