package dev.uprev.model;

/** How data comes from the older version to the newer one. */
public enum UpgradeMethod {
    /** Everything is written to the local filesystem and read into another server. The source stays as it is. */
    DUMP_AND_RESTORE("dump and restore"),
    /** A second server follows the first and takes over. The pause does not grow with the size of the data. */
    REPLICATION("replication"),
    /** The same data directory is given to newer binaries. */
    IN_PLACE("in place");

    private final String displayName;

    UpgradeMethod(String displayName) {
        this.displayName = displayName;
    }

    public String displayName() {
        return displayName;
    }
}
