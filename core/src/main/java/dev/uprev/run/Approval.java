package dev.uprev.run;

import dev.uprev.plan.Step;

/** Decides whether a step that cannot be undone may be carried out. */
@FunctionalInterface
public interface Approval {
    /** Approves everything; for those who have read the plan. */
    Approval ALWAYS = (planId, step) -> true;

    /** Approves nothing; a run stops, and is undone, before its first step that cannot be undone. */
    Approval NEVER = (planId, step) -> false;

    /** Called once before the step, by the thread that runs the plan; may wait for a person. */
    boolean approve(String planId, Step step);
}
