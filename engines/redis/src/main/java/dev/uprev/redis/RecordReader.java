package dev.uprev.redis;

import dev.uprev.archive.ItemReader;

/**
 * Reads what {@link RecordWriter} has written, one key after the other. The payload lies in an array that is used again
 * for the next one. For one thread. Memory: the longest key and the longest payload.
 */
final class RecordReader implements AutoCloseable {
    private final FieldReader fields;
    private byte[] key = {};
    private byte[] payload = new byte[4 << 10];
    private int payloadLength;
    private long expiry;
    private long recency;

    RecordReader(ItemReader item) {
        this.fields = new FieldReader(item);
    }

    /** Goes to the next key; {@code false} at the end of the item. */
    boolean next() {
        if (fields.isAtEnd()) {
            return false;
        }
        key = fields.string();
        expiry = fields.number();
        recency = fields.number() - 1;
        payloadLength = Math.toIntExact(fields.number());
        payload = fields.raw(payload, payloadLength);
        return true;
    }

    byte[] key() {
        return key;
    }

    /** The payload is the first {@link #payloadLength} bytes of this array. */
    byte[] payload() {
        return payload;
    }

    int payloadLength() {
        return payloadLength;
    }

    /** When it expires, in milliseconds since 1970 by the source's clock; 0 for never. */
    long expiry() {
        return expiry;
    }

    /** See {@link Recency}; {@link RecordWriter#NOT_ASKED} where that is not known. */
    long recency() {
        return recency;
    }

    @Override
    public void close() {
        fields.close();
    }
}
