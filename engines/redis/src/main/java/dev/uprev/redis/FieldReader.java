package dev.uprev.redis;

import dev.uprev.archive.ItemReader;
import dev.uprev.error.UpgradeException;
import java.util.Arrays;

/** Reads what {@link FieldWriter} has written. For one thread. */
final class FieldReader implements AutoCloseable {
    private final ItemReader item;
    private int at;

    FieldReader(ItemReader item) {
        this.item = item;
    }

    /** Whether nothing is left. */
    boolean isAtEnd() {
        return at == item.length() && !nextFrame();
    }

    long number() {
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

    /** A byte string with its length before it. */
    byte[] string() {
        int length = Math.toIntExact(number());
        return raw(new byte[length], length);
    }

    /** So many bytes as they are, into this array where there is room in it, or else into a longer one. */
    byte[] raw(byte[] room, int length) {
        byte[] bytes = room.length >= length ? room : Arrays.copyOf(room, roomFor(length));
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

    /** Short arrays grow by more than what is needed, so that they seldom do; long ones are costly. */
    private static int roomFor(int length) {
        return length < 1 << 20 ? 2 * length : length;
    }

    private void requireFrame() {
        if (isAtEnd()) {
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
