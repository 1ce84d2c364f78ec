package dev.uprev.archive;

/**
 * Items that did not go over as they were.
 *
 * @param kind kind of the object that they belong to, as in {@link ItemKey}
 * @param name name of that object
 * @param count how many, at least 1
 * @param reason for people, without content of the items
 */
public record LedgerEntry(LedgerCategory category, String kind, String name, long count, String reason) {
    public LedgerEntry {
        if (count < 1) {
            throw new IllegalArgumentException("a ledger entry counts at least one item, not " + count);
        }
    }

    /** What is the same for all entries that say the same of the same object, whatever the count. */
    LedgerEntry subject() {
        return new LedgerEntry(category, kind, name, 1, reason);
    }
}
