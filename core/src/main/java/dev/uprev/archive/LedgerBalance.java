package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.util.Collection;

/** The law that nothing gets lost in silence: what was read was written, or is in the ledger. */
public final class LedgerBalance {
    private LedgerBalance() {}

    /**
     * Checks one object: items read = items written + items left out. Converted items count as written.
     *
     * @param ledger entries of any objects; those of others are passed over
     * @throws UpgradeException {@code ledger-unbalanced}, naming the object and all four figures
     */
    public static void check(String kind, String name, long read, long written, Collection<LedgerEntry> ledger) {
        long leftOut = 0;
        long converted = 0;
        for (LedgerEntry entry : ledger) {
            if (!entry.kind().equals(kind) || !entry.name().equals(name)) {
                continue;
            }
            if (entry.category().isLeftOut()) {
                leftOut += entry.count();
            } else {
                converted += entry.count();
            }
        }
        if (read != written + leftOut || converted > written) {
            throw UpgradeException.failed("ledger-unbalanced", "items of a " + kind + " are not accounted for")
                    .seen(name)
                    .why(read + " were read, " + written + " written (" + converted + " of them converted), and "
                            + leftOut + " are in the ledger")
                    .fix("do not use the target; repeat the transfer of this " + kind
                            + ", and report this if it happens again");
        }
    }
}
