package dev.uprev.model;

/** Which part of an upgrade is wanted. */
public enum UpgradeScope {
    /** All of it. */
    WHOLE,
    /** Only the dump into the archive; no target, no services. */
    DUMP,
    /** Only the restore of a finished archive into the target; no services. */
    RESTORE,
    /** Only the comparison of source and target. */
    VERIFY
}
