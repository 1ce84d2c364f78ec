package dev.uprev.run;

/** What happens when a step fails. */
public enum FailurePolicy {
    /** Finished steps are undone, down to the point of no return, and the services are scaled back. */
    UNDO,
    /** All stays as it is, the services too, so that the run can be resumed when the cause is mended. */
    HALT
}
