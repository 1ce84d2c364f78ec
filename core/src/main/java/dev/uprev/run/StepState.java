package dev.uprev.run;

/** How far a step is, as the journal tells. */
enum StepState {
    /** Never begun, or begun and undone. */
    WAITING,
    /** Begun; nobody knows how far it came. */
    STARTED,
    DONE
}
