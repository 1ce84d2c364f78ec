package dev.uprev.examples.demo;

import dev.uprev.model.Cancellation;
import dev.uprev.run.UpgradeReport;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An upgrade that ends before what it works on is taken away. */
final class StoppableRun implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Cancellation cancellation = new Cancellation();
    private final Semaphore idle = new Semaphore(1);

    UpgradeReport of(Function<Cancellation, UpgradeReport> work) throws InterruptedException {
        idle.acquire();
        try {
            return work.apply(cancellation);
        } finally {
            idle.release();
        }
    }

    /** Stops the run at its next safe place and waits for its end. */
    @Override
    public void close() {
        cancellation.cancel();
        try {
            if (idle.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                idle.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
