package dev.uprev.transfer;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects differences, the first of them by name and the others by number. Thread-safe. */
public final class Differences {
    /** So many are named. */
    public static final int NAMED = 200;

    private static final int SHOWN = 5;

    private final List<Difference> first = new ArrayList<>();
    private long count;

    public synchronized void add(Difference difference) {
        count++;
        if (first.size() < NAMED) {
            first.add(difference);
        }
    }

    /** The first ones. */
    public synchronized List<Difference> first() {
        return List.copyOf(first);
    }

    /** How many there are in all. */
    public synchronized long count() {
        return count;
    }

    /**
     * The error of a comparison that has found some: {@code verification-failed}, with the first few.
     *
     * @param why what they mean
     * @param fix what to do about them
     */
    public synchronized UpgradeException failed(String why, String fix) {
        long more = count - SHOWN;
        String shown = first.stream().limit(SHOWN).map(Difference::toString).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
        return UpgradeException.failed(
                        "verification-failed",
                        count + (count == 1 ? " difference" : " differences") + " between source and target")
                .seen(shown)
                .why(why)
                .fix(fix);
    }
}
