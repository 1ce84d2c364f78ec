package dev.uprev.postgresql;

import dev.uprev.plan.Difference;
import java.util.ArrayList;
import java.util.List;

/** Collects differences, the first of them by name and the others by number. Thread-safe. */
final class Differences {
    /** So many are named. */
    static final int NAMED = 200;

    private final List<Difference> first = new ArrayList<>();
    private long count;

    synchronized void add(Difference difference) {
        count++;
        if (first.size() < NAMED) {
            first.add(difference);
        }
    }

    /** The first ones. */
    synchronized List<Difference> first() {
        return List.copyOf(first);
    }

    /** How many there are in all. */
    synchronized long count() {
        return count;
    }
}
