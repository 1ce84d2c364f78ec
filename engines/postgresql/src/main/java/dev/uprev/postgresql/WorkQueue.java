package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * One queue of all work of a restore: each piece is begun when all that it waits for is done and nothing runs that it
 * could get in the way of; the heaviest first. Work may be added while other work runs. Thread-safe.
 */
final class WorkQueue {
    private static final Comparator<Work> HEAVIEST_FIRST =
            Comparator.<Work>comparingLong(work -> -work.readyWeight).thenComparingLong(work -> work.readyNumber);

    private final PriorityQueue<Work> ready = new PriorityQueue<>(HEAVIEST_FIRST);
    private final Map<String, Integer> shared = new HashMap<>();
    private final Set<String> exclusive = new HashSet<>();
    private int unfinished;
    private int running;
    private int idle;
    private long readyCount;
    private boolean closed;
    private Optional<Throwable> failure = Optional.empty();

    /** Adds work that waits for all of the others, of which some may be done already. */
    void add(Work work, Collection<Work> after) {
        add(work, after, List.of());
    }

    /**
     * Adds work that waits for some others.
     *
     * @param before gates that are shut and now wait for this work too
     */
    synchronized void add(Work work, Collection<Work> after, Collection<Work> before) {
        unfinished++;
        for (Work gate : before) {
            gate.waitingFor++;
            work.followers.add(gate);
        }
        for (Work other : after) {
            if (!other.isDone) {
                other.followers.add(work);
                work.waitingFor++;
            }
        }
        if (work.waitingFor == 0) {
            ready(work);
        }
    }

    /** Adds a gate that is shut until {@link #open} is called. */
    synchronized Work addShut(Work gate) {
        unfinished++;
        gate.waitingFor++;
        return gate;
    }

    /** Takes one obstacle away from a gate that was added shut. */
    synchronized void open(Work gate) {
        unblock(gate);
    }

    /** No more work will be added from outside; workers end when nothing is left. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** The first failure counts, since it ends all other work, which then fails too; nothing more is begun. */
    synchronized void fail(Throwable cause) {
        if (failure.isEmpty()) {
            failure = Optional.of(cause);
        }
        notifyAll();
    }

    synchronized Optional<Throwable> failure() {
        return failure;
    }

    /** How many workers have nothing to do. */
    synchronized int idle() {
        return idle;
    }

    /**
     * Waits for work.
     *
     * @return empty when there is nothing left to do or something has failed
     */
    synchronized Optional<Work> take() throws InterruptedException {
        idle++;
        try {
            while (failure.isEmpty()) {
                Optional<Work> next = firstAllowed();
                if (next.isPresent()) {
                    begin(next.get());
                    return next;
                }
                if (closed && unfinished == 0) {
                    return Optional.empty();
                }
                if (closed && running == 0 && ready.isEmpty()) {
                    throw new IllegalStateException(unfinished + " pieces of work wait for each other");
                }
                wait();
            }
            return Optional.empty();
        } finally {
            idle--;
        }
    }

    /** Work that was taken is done. */
    synchronized void done(Work work) {
        running--;
        exclusive.removeAll(work.exclusive());
        work.shared().forEach(thing -> shared.merge(thing, -1, Integer::sum));
        finish(work);
        notifyAll();
    }

    private Optional<Work> firstAllowed() {
        List<Work> passedOver = new ArrayList<>();
        Optional<Work> found = Optional.empty();
        while (found.isEmpty() && !ready.isEmpty()) {
            Work work = ready.remove();
            if (isAllowed(work)) {
                found = Optional.of(work);
            } else {
                passedOver.add(work);
            }
        }
        ready.addAll(passedOver);
        return found;
    }

    private boolean isAllowed(Work work) {
        return work.shared().stream().noneMatch(exclusive::contains)
                && work.exclusive().stream()
                        .noneMatch(thing -> exclusive.contains(thing) || shared.getOrDefault(thing, 0) > 0);
    }

    private void begin(Work work) {
        running++;
        exclusive.addAll(work.exclusive());
        work.shared().forEach(thing -> shared.merge(thing, 1, Integer::sum));
    }

    private void finish(Work work) {
        work.isDone = true;
        unfinished--;
        work.followers.forEach(this::unblock);
        work.followers.clear();
    }

    private void unblock(Work work) {
        if (--work.waitingFor == 0) {
            ready(work);
        }
    }

    private void ready(Work work) {
        if (work.isGate()) {
            finish(work);
        } else {
            work.readyWeight = work.weight().getAsLong();
            work.readyNumber = readyCount++;
            ready.add(work);
        }
        notifyAll();
    }
}
