package dev.uprev.postgresql;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A multiset of hashes in little room, such that the difference of two can be listed as long as it is small, however
 * large they are: an invertible Bloom lookup table (Eppstein, Goodrich, Uyeda, Varghese: <a
 * href="https://doi.org/10.1145/2018436.2018462">What's the difference?</a>, 2011). A member goes into three cells,
 * each of which keeps the sums of its members, of their check values and of their numbers. In the difference of two
 * sketches, a cell with only one member left tells it; taken out, it leaves others alone in their cells, and so on.
 *
 * <p>Sums are taken modulo a prime, so that a member can be told however often it is there. For one thread.
 */
final class HashSketch {
    private static final long PRIME = (1L << 61) - 1;
    private static final int HOMES = 3;
    private static final long[] SEEDS = {0x9E3779B97F4A7C15L, 0xD1B54A32D192ED03L, 0x8CB92BA72F3D8DD7L};

    private final int segment;
    private final long[] counts;
    private final long[] sums;
    private final long[] checks;

    /** @param segment cells in each of the three parts; up to about two and a half times as many can be listed */
    HashSketch(int segment) {
        this.segment = segment;
        this.counts = new long[HOMES * segment];
        this.sums = new long[HOMES * segment];
        this.checks = new long[HOMES * segment];
    }

    /** The member that stands for a hash. */
    static long member(long hash) {
        return reduce(hash & Long.MAX_VALUE);
    }

    /** Adds a member, or takes it out with a negative number. */
    void add(long member, long times) {
        long count = modulo(times);
        long sum = multiply(member, count);
        long check = multiply(check(member), count);
        for (int i = 0; i < HOMES; i++) {
            int cell = home(member, i);
            counts[cell] += times;
            sums[cell] = reduce(sums[cell] + sum);
            checks[cell] = reduce(checks[cell] + check);
        }
    }

    /** Takes out all that is in another one of the same size. */
    void subtract(HashSketch other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] -= other.counts[i];
            sums[i] = reduce(sums[i] + PRIME - other.sums[i]);
            checks[i] = reduce(checks[i] + PRIME - other.checks[i]);
        }
    }

    /**
     * Empties the sketch.
     *
     * @return the members and how often each is there, less than zero where it was taken out more often than put in;
     *     empty where there are too many
     */
    Optional<Map<Long, Long>> list() {
        Map<Long, Long> found = new HashMap<>();
        ArrayDeque<Integer> look = new ArrayDeque<>();
        for (int i = 0; i < counts.length; i++) {
            look.add(i);
        }
        while (!look.isEmpty()) {
            int cell = look.remove();
            if (isAlone(cell)) {
                long times = counts[cell];
                long member = only(cell);
                found.merge(member, times, Long::sum);
                add(member, -times);
                for (int i = 0; i < HOMES; i++) {
                    look.add(home(member, i));
                }
            }
        }
        found.values().removeIf(times -> times == 0);
        return isEmpty() ? Optional.of(found) : Optional.empty();
    }

    private boolean isAlone(int cell) {
        if (counts[cell] == 0) {
            return false;
        }
        long member = only(cell);
        return checks[cell] == multiply(check(member), modulo(counts[cell])) && (home(member, cell / segment) == cell);
    }

    /** The member of the cell, if it has but one. */
    private long only(int cell) {
        long count = counts[cell];
        return count == 1 ? sums[cell] : multiply(sums[cell], inverse(modulo(count)));
    }

    private boolean isEmpty() {
        for (int i = 0; i < counts.length; i++) {
            if ((counts[i] | sums[i] | checks[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private int home(long member, int which) {
        long place = Math.multiplyHigh(mix(member ^ SEEDS[which]) >>> 1, 2L * segment);
        return which * segment + (int) place;
    }

    private static long check(long member) {
        return reduce(mix(member + SEEDS[0]) & Long.MAX_VALUE);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static long reduce(long value) {
        long reduced = (value & PRIME) + (value >>> 61);
        return reduced >= PRIME ? reduced - PRIME : reduced;
    }

    private static long modulo(long times) {
        return Math.floorMod(times, PRIME);
    }

    private static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return reduce(reduce((high << 3) | (low >>> 61)) + (low & PRIME));
    }

    /** By Fermat's little theorem. */
    private static long inverse(long value) {
        long result = 1;
        long power = value;
        for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
            if ((exponent & 1) == 1) {
                result = multiply(result, power);
            }
            power = multiply(power, power);
        }
        return result;
    }
}
