package dev.uprev.run;

/** How a course of a run ended. */
public enum Outcome {
    /** All steps are done. */
    COMPLETED,
    /** A step failed; the finished steps are undone and the services are back as they were. */
    ROLLED_BACK,
    /** A step failed and not everything could be, or was to be, undone; the report says what is left. */
    FAILED
}
