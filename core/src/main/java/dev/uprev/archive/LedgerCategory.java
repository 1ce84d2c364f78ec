package dev.uprev.archive;

/** Why an item is in the ledger. */
public enum LedgerCategory {
    /** The other side would not take it. */
    REJECTED,
    /** Its time to live ended on the way. */
    EXPIRED,
    /** Left out on request, or by a rule. */
    SKIPPED,
    /** Carried, but in another form; it counts as written. */
    CONVERTED;

    /** Whether items of this category are absent from the other side. */
    public boolean isLeftOut() {
        return this != CONVERTED;
    }
}
