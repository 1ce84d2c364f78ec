package dev.uprev.compat;

/** How much a finding matters. */
public enum Severity {
    /** The upgrade cannot be done as long as this holds. */
    BLOCKER,
    /** The upgrade can be done; somebody should read this first. */
    WARNING,
    /** Good to know. */
    INFO
}
