package dev.uprev.redis;

import dev.uprev.archive.ItemWriter;

/**
 * Writes keys into an item of the archive. A record is: the key; when it expires, in milliseconds since 1970 by the
 * source's clock, 0 for never; its {@link Recency} plus one, 0 where that was not asked; the length of the payload and
 * the payload of DUMP as it is. For one thread.
 */
final class RecordWriter {
    /** Where nobody asked for how long or how often a key was used. */
    static final long NOT_ASKED = -1;

    private final FieldWriter fields;
    private long records;

    RecordWriter(ItemWriter item) {
        this.fields = new FieldWriter(item);
    }

    /** Begins the record of a key; its payload has to follow, by {@link #payload}, in as many pieces as it comes. */
    void begin(byte[] key, long expiry, long recency, long payloadLength) {
        fields.string(key);
        fields.number(expiry);
        fields.number(recency + 1);
        fields.number(payloadLength);
        records++;
    }

    void payload(byte[] bytes, int offset, int length) {
        fields.raw(bytes, offset, length);
    }

    /** How many keys were begun. */
    long records() {
        return records;
    }
}
