package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A piece of work for one worker, or a gate that only stands between pieces of work. {@link WorkQueue} guards its
 * state.
 */
final class Work {
    /** What is done. */
    @FunctionalInterface
    interface Action {
        void run(RestoreWorker worker) throws Exception;

        /** Does nothing. */
        Action NOTHING = worker -> {};
    }

    private final String label;
    private final Action action;
    private final LongSupplier weight;
    private final Set<String> shared;
    private final Set<String> exclusive;

    /** How many others, and holds, are still in the way. */
    int waitingFor;

    /** The weight when nothing was in the way any more. */
    long readyWeight;

    /** Number in the order in which nothing was in the way any more. */
    long readyNumber;

    boolean isDone;
    final List<Work> followers = new ArrayList<>();

    private Work(String label, Action action, LongSupplier weight, Set<String> shared, Set<String> exclusive) {
        this.label = label;
        this.action = action;
        this.weight = weight;
        this.shared = Set.copyOf(shared);
        this.exclusive = Set.copyOf(exclusive);
    }

    /**
     * Work that may run beside any other.
     *
     * @param label what is done to what, for people
     * @param weight how long it and what waits for it will take, in any unit; the heaviest work is begun first. Asked
     *     once, when nothing is in the way any more, under a lock of the queue
     */
    static Work of(String label, LongSupplier weight, Action action) {
        return new Work(label, action, weight, Set.of(), Set.of());
    }

    /**
     * Work that uses things which other work uses too.
     *
     * @param alone whether nothing else may use them at the same time
     */
    static Work using(Set<String> things, boolean alone, String label, LongSupplier weight, Action action) {
        return alone
                ? new Work(label, action, weight, Set.of(), things)
                : new Work(label, action, weight, things, Set.of());
    }

    /** No work: done as soon as nothing is in its way. */
    static Work gate(String label) {
        return new Work(label, Action.NOTHING, () -> 0, Set.of(), Set.of());
    }

    boolean isGate() {
        return action == Action.NOTHING;
    }

    Action action() {
        return action;
    }

    LongSupplier weight() {
        return weight;
    }

    Set<String> shared() {
        return shared;
    }

    Set<String> exclusive() {
        return exclusive;
    }

    @Override
    public String toString() {
        return label;
    }
}
