package dev.uprev.redis;

/**
 * Elements in any order: their number, and the wrapping sums of their hashes and of the squares of their hashes, so
 * that changes which cancel out in one sum do not in the other. For one thread.
 */
final class Unordered {
    private final NumberHash numbers = new NumberHash();
    private long count;
    private long sum;
    private long squares;

    void reset() {
        count = 0;
        sum = 0;
        squares = 0;
    }

    /** Adds an element by its hash, which must be a good one. */
    void add(long hash) {
        count++;
        sum += hash;
        squares += hash * hash;
    }

    /** Takes an element back that was added. */
    void remove(long hash) {
        count--;
        sum -= hash;
        squares -= hash * hash;
    }

    long count() {
        return count;
    }

    /** The hash of them all. */
    long hash(long seed) {
        return numbers.of(count, sum, squares, seed);
    }
}
