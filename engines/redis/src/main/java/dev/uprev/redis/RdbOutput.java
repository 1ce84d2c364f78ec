package dev.uprev.redis;

import java.util.Arrays;

/** Writes an RDB value as {@link RdbInput} reads it. It is used again for each value. For one thread. */
final class RdbOutput {
    private static final int LENGTH_64 = 0x81;

    private byte[] bytes = new byte[4 << 10];
    private int length;

    /** Begins a value of this type. */
    void begin(int type) {
        length = 0;
        uint8(type);
    }

    void uint8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    void int64(long value) {
        reserve(Long.BYTES);
        LittleEndian.put64(bytes, length, value);
        length += Long.BYTES;
    }

    void length(long value) {
        if (value >= 0 && value < 0x40) {
            uint8((int) value);
        } else if (value >= 0 && value < 0x4000) {
            uint8(0x40 | (int) (value >>> 8));
            uint8((int) value);
        } else {
            uint8(LENGTH_64);
            int64(Long.reverseBytes(value));
        }
    }

    void raw(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** Ends the value with a footer; the payload is the first {@link #size} bytes of {@link #bytes}. */
    void end(int rdbVersion) {
        reserve(Payload.FOOTER);
        Payload.close(bytes, 0, length, rdbVersion);
        length += Payload.FOOTER;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return length;
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
