package dev.uprev.digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * XXH64, a fast 64-bit hash that is not cryptographic, as specified in <a
 * href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">xxhash_spec.md</a>. Stateless and safe for any
 * number of threads; allocates nothing.
 */
public final class Xxh64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    static final int STRIPE = 32;

    private Xxh64() {}

    /** The hash of a whole array, seed 0. */
    public static long hash(byte[] bytes) {
        return hash(bytes, 0, bytes.length, 0);
    }

    /**
     * The hash of a part of an array.
     *
     * @throws IndexOutOfBoundsException when the part is not inside the array
     */
    public static long hash(byte[] bytes, int offset, int length, long seed) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        int at = offset;
        long hash;
        if (length >= STRIPE) {
            long a = seed + PRIME_1 + PRIME_2;
            long b = seed + PRIME_2;
            long c = seed;
            long d = seed - PRIME_1;
            int lastStripe = end - STRIPE;
            do {
                a = round(a, (long) LONGS.get(bytes, at));
                b = round(b, (long) LONGS.get(bytes, at + 8));
                c = round(c, (long) LONGS.get(bytes, at + 16));
                d = round(d, (long) LONGS.get(bytes, at + 24));
                at += STRIPE;
            } while (at <= lastStripe);
            hash = join(a, b, c, d);
        } else {
            hash = seed + PRIME_5;
        }
        return finish(hash + length, bytes, at, end);
    }

    /** For {@link Xxh64Stream}: the four lanes at the start. */
    static void start(long[] lanes, long seed) {
        lanes[0] = seed + PRIME_1 + PRIME_2;
        lanes[1] = seed + PRIME_2;
        lanes[2] = seed;
        lanes[3] = seed - PRIME_1;
    }

    /** For {@link Xxh64Stream}: takes in as many whole stripes as there are and gives the place behind them. */
    static int stripes(long[] lanes, byte[] bytes, int from, int end) {
        long a = lanes[0];
        long b = lanes[1];
        long c = lanes[2];
        long d = lanes[3];
        int at = from;
        for (; at + STRIPE <= end; at += STRIPE) {
            a = round(a, (long) LONGS.get(bytes, at));
            b = round(b, (long) LONGS.get(bytes, at + 8));
            c = round(c, (long) LONGS.get(bytes, at + 16));
            d = round(d, (long) LONGS.get(bytes, at + 24));
        }
        lanes[0] = a;
        lanes[1] = b;
        lanes[2] = c;
        lanes[3] = d;
        return at;
    }

    /** For {@link Xxh64Stream}: the hash of so many bytes, the last of which are in the array. */
    static long finish(long[] lanes, long seed, long length, byte[] bytes, int from, int end) {
        long hash = length < STRIPE ? seed + PRIME_5 : join(lanes[0], lanes[1], lanes[2], lanes[3]);
        return finish(hash + length, bytes, from, end);
    }

    private static long join(long a, long b, long c, long d) {
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        return merge(merge(merge(merge(hash, a), b), c), d);
    }

    private static long finish(long hash, byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(bytes, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at + Integer.BYTES <= end) {
            long next = (int) INTS.get(bytes, at) & 0xFFFF_FFFFL;
            hash = Long.rotateLeft(hash ^ (next * PRIME_1), 23) * PRIME_2 + PRIME_3;
            at += Integer.BYTES;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ ((bytes[at] & 0xFF) * PRIME_5), 11) * PRIME_1;
        }
        return avalanche(hash);
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
    }

    /** Spreads each bit of the input over all bits of the result; a bijection. */
    static long avalanche(long value) {
        long mixed = (value ^ (value >>> 33)) * PRIME_2;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME_3;
        return mixed ^ (mixed >>> 32);
    }
}
