package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The workers of a restore. Closing it ends them, whatever they are doing. */
final class WorkerPool implements AutoCloseable {
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final WorkQueue queue;
    private final TargetSessions sessions;
    private final List<Thread> threads;

    WorkerPool(int workers, WorkQueue queue, TargetSessions sessions) {
        this.queue = queue;
        this.sessions = sessions;
        this.threads = IntStream.rangeClosed(1, workers)
                .mapToObj(number -> new Thread(new RestoreWorker(queue, sessions), "uprev-restore-" + number))
                .toList();
        threads.forEach(Thread::start);
    }

    /**
     * Throws what made a worker fail.
     *
     * @throws UpgradeException the reason
     */
    void check() {
        Optional<Throwable> failure = queue.failure();
        if (failure.isPresent()) {
            throw failure.get() instanceof UpgradeException error ? error : new IllegalStateException(failure.get());
        }
    }

    /**
     * Waits until all work is done.
     *
     * @throws UpgradeException the reason why it is not, also {@code cancelled}
     */
    void await(Cancellation cancellation) throws InterruptedException {
        queue.close();
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                cancellation.check();
                check();
                thread.join(LOOK_AGAIN_MILLIS);
            }
        }
        check();
    }

    /** Ends the workers and waits for them. */
    @Override
    public void close() {
        if (threads.stream().noneMatch(Thread::isAlive)) {
            return;
        }
        queue.fail(
                UpgradeException.failed("cancelled", "the restore was stopped").fix("resume the upgrade by its id"));
        sessions.cancel();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
