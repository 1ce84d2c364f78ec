package dev.uprev.plan;

/** Tells, after an interruption, whether a step's work is already there, so that it need not be run again. */
@FunctionalInterface
public interface StepProbe {
    /** For steps that find out themselves what is still to be done. */
    StepProbe RUN_AGAIN = context -> false;

    /**
     * Whether the step has nothing left to do.
     *
     * @throws Exception when that cannot be found out
     */
    boolean isDone(StepContext context) throws Exception;
}
