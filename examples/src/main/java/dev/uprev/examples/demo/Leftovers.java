package dev.uprev.examples.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What has to be gone at the end: closed in reverse order, when all is done, when it fails, and on Ctrl-C. */
final class Leftovers implements AutoCloseable {
    private static final long NOTICE_MILLIS = 300;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAll, "demo-leftovers");
    private final CountDownLatch interrupted = new CountDownLatch(1);

    Leftovers() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized <T extends AutoCloseable> T add(T resource) {
        if (interrupted.getCount() == 0) {
            closeQuietly(resource);
            throw new IllegalStateException("interrupted");
        }
        open.push(resource);
        return resource;
    }

    /** Whether the program is ending before its work is done; servers may notice Ctrl-C a little earlier than it. */
    boolean isInterrupted() throws InterruptedException {
        return interrupted.await(NOTICE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void closeAll() {
        interrupted.countDown();
        closeOpen();
    }

    private void closeOpen() {
        while (true) {
            AutoCloseable next;
            synchronized (this) {
                next = open.poll();
            }
            if (next == null) {
                return;
            }
            closeQuietly(next);
        }
    }

    /** One that cannot be closed does not keep the others from it. */
    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("cannot clean up: " + e);
        }
    }

    @Override
    public void close() {
        closeOpen();
        if (interrupted.getCount() > 0) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
