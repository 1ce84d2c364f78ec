package dev.uprev.examples.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks ten times in a second at the memory of a process and its descendants, and keeps the most. */
final class PeakMemory implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final ProcessTree processes;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long peak;

    PeakMemory(ProcessTree processes) {
        this.processes = processes;
        Thread watcher = new Thread(this::watch, "peak-memory");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** In bytes. */
    long peak() {
        return peak;
    }

    private void watch() {
        try {
            do {
                peak = Math.max(peak, processes.peakMemory());
            } while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
    }
}
