package dev.uprev.redis;

import dev.uprev.archive.ItemWriter;

/**
 * Writes numbers and byte strings into an item of the archive. A number has seven bits in a byte, the lowest first; the
 * highest bit says that another byte follows. For one thread.
 */
final class FieldWriter {
    private static final int LONGEST_NUMBER = 10;

    private final ItemWriter item;
    private final byte[] number = new byte[LONGEST_NUMBER];

    FieldWriter(ItemWriter item) {
        this.item = item;
    }

    void number(long value) {
        int length = 0;
        long left = value;
        while ((left & ~0x7fL) != 0) {
            number[length++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        number[length++] = (byte) left;
        item.write(number, 0, length);
    }

    /** A byte string with its length before it. */
    void string(byte[] bytes) {
        number(bytes.length);
        item.write(bytes, 0, bytes.length);
    }

    /** Bytes as they are. */
    void raw(byte[] bytes, int offset, int length) {
        item.write(bytes, offset, length);
    }
}
