package dev.uprev.postgresql;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes the bytes of large objects as chunks: the number of the object and the place of the bytes in it, eight bytes
 * each, the length in four, all with the highest byte first; then the bytes. Neighbouring bytes are put together up to
 * {@link #LARGEST}. An object without bytes has no chunk. For one thread.
 */
final class LargeObjectEncoder implements LargeObjectSink {
    static final int HEADER = Long.BYTES + Long.BYTES + Integer.BYTES;
    /** Bytes in a chunk. */
    static final int LARGEST = 256 << 10;

    private final ByteSink out;
    private final byte[] chunk = new byte[HEADER + LARGEST];
    private long oid;
    private long offset;
    private int length;

    LargeObjectEncoder(ByteSink out) {
        this.out = out;
    }

    @Override
    public void begin(long next) throws IOException {
        end();
        oid = next;
    }

    @Override
    public void bytes(long place, byte[] bytes, int from, int count) throws IOException {
        if (place != offset + length) {
            end();
        }
        int at = 0;
        while (at < count) {
            if (length == LARGEST) {
                end();
            }
            if (length == 0) {
                offset = place + at;
            }
            int some = Math.min(count - at, LARGEST - length);
            System.arraycopy(bytes, from + at, chunk, HEADER + length, some);
            length += some;
            at += some;
        }
    }

    @Override
    public void end() throws IOException {
        if (length > 0) {
            ByteBuffer.wrap(chunk).putLong(oid).putLong(offset).putInt(length);
            out.accept(chunk, 0, HEADER + length);
            length = 0;
        }
    }
}
