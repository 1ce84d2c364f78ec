package dev.uprev.model;

/** How much is compared between the old and the new server before the services are repointed. */
public enum VerificationLevel {
    /** Nothing; the report says so. */
    NONE,
    /** The objects and the number of rows, documents or keys of each. */
    QUICK,
    /** As {@link #QUICK}, and a content hash of everything, computed on both sides. */
    CONTENT
}
