package dev.uprev.examples.bench;

import java.util.Arrays;

/** How long each of many requests took. For one thread. */
final class Latencies {
    private long[] nanos = new long[1 << 12];
    private int size;

    void add(long took) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = took;
    }

    int count() {
        return size;
    }

    /**
     * The time, in milliseconds, that this share of all requests took at most.
     *
     * @param share above 0; 0.5 for the median, 1 for the longest
     */
    double millis(double share) {
        if (size == 0) {
            return 0;
        }
        Arrays.sort(nanos, 0, size);
        return nanos[(int) Math.ceil(size * share) - 1] / 1e6;
    }
}
