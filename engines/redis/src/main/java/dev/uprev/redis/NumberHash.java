package dev.uprev.redis;

import dev.uprev.digest.Xxh64;

/** Hashes of a few numbers and a seed. For one thread. */
final class NumberHash {
    private final byte[] bytes = new byte[3 * Long.BYTES];

    long of(long number, long seed) {
        LittleEndian.put64(bytes, 0, number);
        return Xxh64.hash(bytes, 0, Long.BYTES, seed);
    }

    long of(long first, long second, long seed) {
        LittleEndian.put64(bytes, Long.BYTES, second);
        LittleEndian.put64(bytes, 0, first);
        return Xxh64.hash(bytes, 0, 2 * Long.BYTES, seed);
    }

    long of(long first, long second, long third, long seed) {
        LittleEndian.put64(bytes, 2 * Long.BYTES, third);
        LittleEndian.put64(bytes, Long.BYTES, second);
        LittleEndian.put64(bytes, 0, first);
        return Xxh64.hash(bytes, 0, bytes.length, seed);
    }
}
