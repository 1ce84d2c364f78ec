package dev.uprev.redis;

import dev.uprev.archive.ItemWriter;

/**
 * Writes keys into an item of the archive. A record is: the length of the key and the key; when it expires, in
 * milliseconds since 1970 by the source's clock, 0 for never; how long it was idle in seconds plus one, 0 where that
 * was not asked; the length of the payload and the payload of DUMP as it is. Lengths and numbers have seven bits in a
 * byte, the lowest first. For one thread.
 */
final class RecordWriter {
    /** Where nobody asked for how long a key was idle. */
    static final long NOT_ASKED = -1;

    private static final int LONGEST_NUMBER = 10;

    private final ItemWriter item;
    private final byte[] number = new byte[LONGEST_NUMBER];
    private long records;

    RecordWriter(ItemWriter item) {
        this.item = item;
    }

    /** Begins the record of a key; its payload has to follow, by {@link #payload}, in as many pieces as it comes. */
    void begin(byte[] key, long expiry, long idle, long payloadLength) {
        number(key.length);
        item.write(key, 0, key.length);
        number(expiry);
        number(idle + 1);
        number(payloadLength);
        records++;
    }

    void payload(byte[] bytes, int offset, int length) {
        item.write(bytes, offset, length);
    }

    /** How many keys were begun. */
    long records() {
        return records;
    }

    private void number(long value) {
        int length = 0;
        long left = value;
        while ((left & ~0x7fL) != 0) {
            number[length++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        number[length++] = (byte) left;
        item.write(number, 0, length);
    }
}
