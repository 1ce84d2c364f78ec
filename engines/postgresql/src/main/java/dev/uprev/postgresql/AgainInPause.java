package dev.uprev.postgresql;

import java.util.function.Predicate;

/**
 * Chooses the tables whose rows are compared in the pause where all were compared before it: those that were not, since
 * they are not replicated, and small ones, up to a total that takes a second or so. Not thread-safe.
 */
final class AgainInPause implements Predicate<SourceTable> {
    private static final long SMALL = 8L << 20;

    private long left = 128L << 20;

    @Override
    public boolean test(SourceTable table) {
        if (!table.logged()) {
            return true;
        }
        boolean chosen = table.bytes() <= Math.min(SMALL, left);
        left -= chosen ? table.bytes() : 0;
        return chosen;
    }
}
