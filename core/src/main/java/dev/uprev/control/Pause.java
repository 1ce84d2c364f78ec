package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits between two looks at something. */
@FunctionalInterface
interface Pause {
    void sleep(Duration time) throws InterruptedException;

    static Pause real() {
        return time -> TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    /** Waits; an interrupt, which the thread keeps, ends it with {@code interrupted}. */
    default void await(Duration time) {
        try {
            sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UpgradeException.failed("interrupted", "the wait for a server was interrupted")
                    .cause(e)
                    .fix("run it again");
        }
    }
}
