package dev.uprev.plan;

/** The work of a step, or its undoing. Must be safe to run again after it was interrupted anywhere. */
@FunctionalInterface
public interface StepAction {
    /**
     * Does the work.
     *
     * @throws Exception when it cannot be done; the executor undoes the run and reports this
     */
    void run(StepContext context) throws Exception;
}
