package dev.uprev.plan;

import dev.uprev.model.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One piece of work of a plan. The id is stable: the same request and facts give the same ids, in this process and in
 * one that resumes. Immutable; make one with {@link #builder}.
 */
public final class Step {
    private final Builder parts;

    private Step(Builder parts) {
        this.parts = parts;
    }

    /**
     * Begins a step.
     *
     * @param id lower case words joined by dashes, unique in the plan
     * @param title what is done, for people, as in {@code restore from the archive}
     */
    public static Builder builder(String id, Phase phase, String title) {
        return new Builder(id, phase, title);
    }

    public String id() {
        return parts.id;
    }

    public Phase phase() {
        return parts.phase;
    }

    public String title() {
        return parts.title;
    }

    public Effect effect() {
        return parts.effect;
    }

    /** What exactly will be done, line by line. */
    public List<String> preview() {
        return List.copyOf(parts.preview);
    }

    public Estimate estimate() {
        return parts.estimate;
    }

    public StepAction action() {
        return parts.action;
    }

    /**
     * Takes back what the action did, wholly or in part; absent where there is nothing to take back. Of a step with
     * {@link Effect#POINT_OF_NO_RETURN} it is only called when the action has failed, and fails itself when the point
     * was passed.
     */
    public Optional<StepAction> undo() {
        return parts.undo;
    }

    /** Whether there is a way back when it is done. */
    public boolean canBeUndone() {
        return parts.undo.isPresent() && parts.effect != Effect.POINT_OF_NO_RETURN;
    }

    public StepProbe probe() {
        return parts.probe;
    }

    /** Whether the step runs at the same time as the one before it. */
    public boolean overlapsPrevious() {
        return parts.overlapsPrevious;
    }

    /** The same step by another id, for a plan that takes it twice. */
    public Step withId(String id) {
        Builder copy = new Builder(id, parts.phase, parts.title);
        copy.effect = parts.effect;
        copy.preview.addAll(parts.preview);
        copy.estimate = parts.estimate;
        copy.undo = parts.undo;
        copy.probe = parts.probe;
        copy.overlapsPrevious = parts.overlapsPrevious;
        return copy.action(parts.action);
    }

    @Override
    public String toString() {
        return parts.phase + " " + parts.id;
    }

    /** Collects the parts of a step. Not thread-safe; not to be used after {@link #action}. */
    public static final class Builder {
        private final String id;
        private final Phase phase;
        private final String title;
        private Effect effect = Effect.READ_ONLY;
        private final List<String> preview = new ArrayList<>();
        private Estimate estimate = Estimate.NONE;
        private StepAction action = context -> {};
        private Optional<StepAction> undo = Optional.empty();
        private StepProbe probe = StepProbe.RUN_AGAIN;
        private boolean overlapsPrevious;

        private Builder(String id, Phase phase, String title) {
            this.id = id;
            this.phase = phase;
            this.title = title;
        }

        public Builder effect(Effect strongest) {
            this.effect = strongest;
            return this;
        }

        /** Adds lines to the preview. */
        public Builder preview(String... lines) {
            preview.addAll(List.of(lines));
            return this;
        }

        public Builder estimate(Estimate guess) {
            this.estimate = guess;
            return this;
        }

        public Builder undo(StepAction takesBack) {
            this.undo = Optional.of(takesBack);
            return this;
        }

        public Builder probe(StepProbe isDone) {
            this.probe = isDone;
            return this;
        }

        /** The step runs at the same time as the one before it; the next waits for both. */
        public Builder overlapsPrevious(boolean on) {
            this.overlapsPrevious = on;
            return this;
        }

        /** Gives the work, and with it the step. */
        public Step action(StepAction work) {
            this.action = work;
            return new Step(this);
        }
    }
}
