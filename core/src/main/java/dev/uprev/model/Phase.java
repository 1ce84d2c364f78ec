package dev.uprev.model;

/** The part of an upgrade that a step belongs to. Which phases there are, and their order, is up to the method. */
public enum Phase {
    PREFLIGHT("check that nothing stands in the way"),
    PREPARE("make the target ready"),
    SEED("copy the data while the services go on"),
    CATCH_UP("follow the source until the target is close behind"),
    QUIESCE("stop the services"),
    BACKUP("keep a way back"),
    TRANSFER("move the data through the local filesystem"),
    STOP("stop the server"),
    UPGRADE("give the data to the newer version"),
    START("start the newer version"),
    CHECK("see that it answers and is sound"),
    DRAIN("prove that the last change has arrived"),
    VERIFY("compare source and target"),
    FINALIZE("give up the way back"),
    CUTOVER("point the services to the target"),
    RESUME("start the services"),
    ROLLBACK_WINDOW("keep the source following the target"),
    CLEANUP("remove what is not needed any more");

    private final String purpose;

    Phase(String purpose) {
        this.purpose = purpose;
    }

    /** What the phase is for, in a few words. */
    public String purpose() {
        return purpose;
    }
}
