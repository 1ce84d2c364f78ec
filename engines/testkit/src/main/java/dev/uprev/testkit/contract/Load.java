package dev.uprev.testkit.contract;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An application that writes one record after the other, until it is stopped; a write that fails stops it too. */
final class Load implements AutoCloseable {
    private final ServerUnderTest server;
    private final Thread thread = new Thread(this::write, "load");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile boolean stopped;

    private Load(ServerUnderTest server) {
        this.server = server;
    }

    /** Begins, and returns when the first write is acknowledged. */
    static Load on(ServerUnderTest server) {
        Load load = new Load(server);
        load.thread.start();
        try {
            load.begun.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return load;
    }

    private void write() {
        try {
            while (!stopped) {
                server.write("written while it went on, " + acknowledged.get());
                acknowledged.incrementAndGet();
                begun.countDown();
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            begun.countDown();
        }
    }

    /** How many writes were acknowledged. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Stops it; nothing is being written when this returns. */
    void stop() {
        stopped = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
