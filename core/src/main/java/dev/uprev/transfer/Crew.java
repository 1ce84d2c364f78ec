package dev.uprev.transfer;

import dev.uprev.model.Cancellation;
import dev.uprev.plan.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Threads that work at the same time on one thing and end together: when one fails, or the run is cancelled, the others
 * are stopped, even where they wait for a server. Work is added by one thread, before it calls {@link #await}.
 */
public final class Crew {
    private static final long LOOK_EVERY_MILLIS = 20;

    private final StepContext context;
    private final Runnable watch;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Set<Stoppable> sessions = ConcurrentHashMap.newKeySet();
    private final Cancellation stop = new Cancellation();

    public Crew(StepContext context) {
        this(context, () -> {});
    }

    /** @param watch asked all the time; what it throws ends the work */
    public Crew(StepContext context, Runnable watch) {
        this.context = context;
        this.watch = watch;
    }

    /** What a thread does. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** A piece of work that needs a session with a server. */
    @FunctionalInterface
    public interface SessionWork<S> {
        void run(S session) throws Exception;
    }

    /** Work that waits for a server, and can be stopped from any thread. */
    @FunctionalInterface
    public interface Stoppable {
        void cancel();
    }

    /** Begins work in a thread of its own. */
    public void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        failures.add(e);
                        stop();
                    }
                },
                "uprev-" + name);
        threads.add(thread);
        thread.start();
    }

    /** Asked for when the work is to stop; for tools, and to look at between pieces of work. */
    public Cancellation stopping() {
        return stop;
    }

    /** Has a session do one piece of work after the other, until none is left or all work is to stop. */
    public <S extends Stoppable, W extends SessionWork<S>> void workOff(S session, Queue<W> queue) throws Exception {
        watch(session);
        try {
            W next = queue.poll();
            while (next != null && !stop.isCancelled()) {
                next.run(session);
                next = queue.poll();
            }
        } finally {
            unwatch(session);
        }
    }

    /** Has this session cancelled when the work is to stop. */
    public void watch(Stoppable session) {
        sessions.add(session);
        if (stop.isCancelled()) {
            session.cancel();
        }
    }

    public void unwatch(Stoppable session) {
        sessions.remove(session);
    }

    /**
     * Waits until all have ended.
     *
     * @throws Exception the first failure; {@code cancelled}; what the other step, or the watch, has failed with
     */
    public void await() throws Exception {
        try {
            while (threads.stream().anyMatch(Thread::isAlive)) {
                if (context.cancellation().await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
                context.otherStepEnded();
                watch.run();
            }
        } finally {
            if (threads.stream().anyMatch(Thread::isAlive)) {
                stop();
            }
            join();
        }
        context.cancellation().check();
        if (!failures.isEmpty()) {
            throw first();
        }
    }

    /** Whatever happens to this thread, the others must have ended before what they use is closed. */
    private void join() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        stop.cancel();
        sessions.forEach(Stoppable::cancel);
    }

    /** What failed after the first one may have failed because it was stopped. */
    private Exception first() {
        Throwable first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        return (Exception) first;
    }
}
