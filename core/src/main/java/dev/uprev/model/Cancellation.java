package dev.uprev.model;

import dev.uprev.error.UpgradeException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks work in progress to stop. Thread-safe; once asked, it stays asked. */
public final class Cancellation {
    private final CountDownLatch asked = new CountDownLatch(1);

    /** Asks for the end; work stops at its next safe place. */
    public void cancel() {
        asked.countDown();
    }

    public boolean isCancelled() {
        return asked.getCount() == 0;
    }

    /**
     * Returns when the work may go on.
     *
     * @throws UpgradeException {@code cancelled} when it may not
     */
    public void check() {
        if (isCancelled()) {
            throw UpgradeException.failed("cancelled", "the work was stopped")
                    .why("its cancellation was asked for")
                    .fix("resume the upgrade by its id to go on where it stopped");
        }
    }

    /** Waits that long, or until cancelled; tells whether it was cancelled. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return asked.await(time, unit);
    }
}
