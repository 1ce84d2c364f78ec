package dev.uprev.examples.cli;

import dev.uprev.model.Cancellation;
import java.util.concurrent.CountDownLatch;

/** Ctrl-C stops a run at its next safe place; the process waits until what was begun is undone, or kept. */
final class Interruption implements AutoCloseable {
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "uprev-interruption");

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Cancellation cancellation() {
        return cancellation;
    }

    private void stopAndWait() {
        cancellation.cancel();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        if (!cancellation.isCancelled()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
