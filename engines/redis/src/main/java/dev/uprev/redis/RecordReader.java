package dev.uprev.redis;

import dev.uprev.archive.ItemReader;
import dev.uprev.error.UpgradeException;
import java.util.Arrays;

/**
 * Reads what {@link RecordWriter} has written, one key after the other. Key and payload lie in arrays that are used
 * again for the next one. For one thread. Memory: the longest key and the longest payload.
 */
final class RecordReader implements AutoCloseable {
    private static final int FIRST_CAPACITY = 4 << 10;

    private final ItemReader item;
    private int at;
    private byte[] key = new byte[FIRST_CAPACITY];
    private int keyLength;
    private byte[] payload = new byte[FIRST_CAPACITY];
    private int payloadLength;
    private long expiry;
    private long idle;

    RecordReader(ItemReader item) {
        this.item = item;
    }

    /** Goes to the next key; {@code false} at the end of the item. */
    boolean next() {
        if (at == item.length() && !nextFrame()) {
            return false;
        }
        keyLength = Math.toIntExact(number());
        key = read(key, keyLength);
        expiry = number();
        idle = number() - 1;
        payloadLength = Math.toIntExact(number());
        payload = read(payload, payloadLength);
        return true;
    }

    /** The key is the first {@link #keyLength} bytes of this array. */
    byte[] key() {
        return key;
    }

    int keyLength() {
        return keyLength;
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

    /**
     * How long it was idle, in seconds, or how often it was used, by the source's policy; -1 where that is not known.
     */
    long idle() {
        return idle;
    }

    private byte[] read(byte[] room, int length) {
        byte[] bytes = room.length >= length ? room : Arrays.copyOf(room, Math.max(length, 2 * room.length));
        int done = 0;
        while (done < length) {
            requireFrame();
            int count = Math.min(length - done, item.length() - at);
            System.arraycopy(item.buffer(), at, bytes, done, count);
            at += count;
            done += count;
        }
        return bytes;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            requireFrame();
            byte next = item.buffer()[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private void requireFrame() {
        if (at == item.length() && !nextFrame()) {
            throw UpgradeException.failed("archive-damaged", "cannot read keys from the dump")
                    .seen(item.entry().key())
                    .why("it ends in the middle of a key")
                    .fix("dump again");
        }
    }

    private boolean nextFrame() {
        at = 0;
        return item.next();
    }

    @Override
    public void close() {
        item.close();
    }
}
