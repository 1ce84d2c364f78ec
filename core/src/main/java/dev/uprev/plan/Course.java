package dev.uprev.plan;

/** The ways of a plan: first the upgrade; afterwards, where it keeps a rollback window, one of the two that end it. */
public enum Course {
    /** To the newer version. */
    UPGRADE("upgrade"),
    /** Gives up the way back and removes what kept it. */
    FINISH("finish"),
    /** Back to the source, with all that was written to the target meanwhile. */
    ROLLBACK("rollback");

    private final String verb;

    Course(String verb) {
        this.verb = verb;
    }

    /** The verb that takes this way, as in {@code rollback}. */
    public String verb() {
        return verb;
    }
}
