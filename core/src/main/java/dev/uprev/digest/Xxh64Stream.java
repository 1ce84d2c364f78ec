package dev.uprev.digest;

import java.util.Objects;

/**
 * {@link Xxh64} of bytes that come in parts, for what is too large to be held: the value is that of all parts joined,
 * wherever they were divided, with seed 0. For one thread; {@link #reset} makes it fit for the next use.
 */
public final class Xxh64Stream {
    private final byte[] rest = new byte[Xxh64.STRIPE];
    private final long[] lanes = new long[4];
    private int held;
    private long length;

    /** Of no bytes yet. */
    public Xxh64Stream() {
        reset();
    }

    /** Forgets all bytes. */
    public void reset() {
        Xxh64.start(lanes, 0);
        held = 0;
        length = 0;
    }

    /**
     * Adds bytes behind those that were added before.
     *
     * @throws IndexOutOfBoundsException when the part is not inside the array
     */
    public void update(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int at = offset;
        int end = offset + count;
        length += count;
        if (held > 0) {
            int taken = Math.min(rest.length - held, count);
            System.arraycopy(bytes, at, rest, held, taken);
            held += taken;
            at += taken;
            if (held < rest.length) {
                return;
            }
            Xxh64.stripes(lanes, rest, 0, rest.length);
            held = 0;
        }
        at = Xxh64.stripes(lanes, bytes, at, end);
        held = end - at;
        System.arraycopy(bytes, at, rest, 0, held);
    }

    /** Adds one byte. */
    public void update(byte value) {
        length++;
        rest[held++] = value;
        if (held == rest.length) {
            Xxh64.stripes(lanes, rest, 0, rest.length);
            held = 0;
        }
    }

    /** Adds eight bytes, the lowest first. */
    public void update(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            update((byte) (value >>> shift));
        }
    }

    /** The hash of all bytes so far; more may be added. */
    public long value() {
        return Xxh64.finish(lanes, 0, length, rest, 0, held);
    }
}
