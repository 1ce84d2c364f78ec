package dev.uprev.postgresql;

import dev.uprev.plan.Progress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells how far a dump is, in bytes of rows. How many there will be is guessed from the sizes of the tables, and put
 * right piece by piece. Thread-safe.
 */
final class DumpProgress {
    private static final String UNIT = "bytes";

    private final Progress progress;
    private final AtomicLong total;

    DumpProgress(Progress progress, long guess) {
        this.progress = progress;
        this.total = new AtomicLong(guess);
        progress.total(guess, UNIT);
    }

    void advance(String item, long bytes) {
        progress.advance(item, bytes);
    }

    /** A piece is done, or need not be done. */
    void correct(long guessed, long real) {
        if (guessed != real) {
            progress.total(Math.max(1, total.addAndGet(real - guessed)), UNIT);
        }
    }
}
