package dev.uprev.plan;

/** The strongest thing that a step does to the world. */
public enum Effect {
    /** Looks only. */
    READ_ONLY("reads only"),
    /** Writes files of its own: the archive, the work directory. */
    WRITES_SCRATCH("writes local files"),
    /** Changes the target. */
    WRITES_TARGET("changes the target"),
    /** Changes the source, such as a publication or a fence. */
    WRITES_SOURCE("changes the source"),
    /** The services are down from here, pointed elsewhere, or started. */
    INTERRUPTS_SERVICE("touches the services"),
    /** There is no way back from here; approval is asked first. */
    POINT_OF_NO_RETURN("cannot be undone");

    private final String words;

    Effect(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
