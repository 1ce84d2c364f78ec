package dev.uprev.redis;

import dev.uprev.digest.Xxh64;

/**
 * Reads the parts of which RDB values consist: lengths, strings in each of their encodings, and numbers. It is used
 * again for each payload. For one thread.
 */
final class RdbInput {
    private static final int LENGTH_32 = 0x80;
    private static final int LENGTH_64 = 0x81;
    private static final int SPECIAL = 0xC0;
    /** Three bytes of LZF give no more bytes than these. */
    private static final int LARGEST_REPETITION = 264;

    private static final int KEPT_BUFFER = 1 << 20;

    private byte[] unpacked = new byte[4096];
    private byte[] bytes = unpacked;
    private int at;
    private int end;

    /** Goes to the beginning of a value. */
    void open(byte[] array, Payload payload) {
        bytes = array;
        at = payload.start();
        end = payload.end();
    }

    /** The place of the next byte. */
    int position() {
        return at;
    }

    boolean isAtEnd() {
        return at == end;
    }

    int uint8() {
        return bytes[advance(1)] & 0xFF;
    }

    /** Eight bytes, the lowest first; times and binary scores are written so. */
    long int64() {
        return LittleEndian.int64(bytes, advance(Long.BYTES));
    }

    /** The next bytes as they are. */
    void raw(int count, Span out) {
        int from = advance(count);
        out.set(bytes, from, count);
    }

    /** A length of whatever size, which is unsigned. */
    long length() {
        int first = uint8();
        if (first < 0x40) {
            return first;
        }
        if (first < 0x80) {
            return ((first & 0x3FL) << 8) | uint8();
        }
        if (first == LENGTH_32) {
            return Integer.reverseBytes(LittleEndian.int32(bytes, advance(Integer.BYTES))) & 0xFFFF_FFFFL;
        }
        if (first == LENGTH_64) {
            return Long.reverseBytes(int64());
        }
        throw PayloadErrors.damaged("a length begins with " + first);
    }

    /** How many things follow, each of at least one byte. */
    int count() {
        long count = length();
        if (count < 0 || count > end - at) {
            throw PayloadErrors.damaged("there are fewer elements than it says");
        }
        return (int) count;
    }

    /** A string, which stays valid until the next string is read. */
    void string(Span out) {
        if (at < end && (bytes[at] & SPECIAL) == SPECIAL) {
            special(uint8(), out);
        } else {
            raw(count(), out);
        }
    }

    /** Reads over a string without unpacking it. */
    void skipString() {
        if (at < end && (bytes[at] & SPECIAL) == SPECIAL) {
            int encoding = uint8() & ~SPECIAL;
            if (encoding == 3) {
                long packed = length();
                length(); // what it would be unpacked
                advance((int) Math.min(packed, Integer.MAX_VALUE));
            } else {
                advance(1 << encoding);
            }
        } else {
            advance(count());
        }
    }

    /** Hashes all that is left, and goes to the end. */
    long hashOfRest(long seed) {
        long hash = Xxh64.hash(bytes, at, end - at, seed);
        at = end;
        return hash;
    }

    /** Reads over so many bytes. */
    void skip(int count) {
        advance(count);
    }

    private void special(int first, Span out) {
        switch (first & ~SPECIAL) {
            case 0 -> out.set(bytes[advance(1)]);
            case 1 -> out.set(LittleEndian.int16(bytes, advance(2)));
            case 2 -> out.set(LittleEndian.int32(bytes, advance(4)));
            case 3 -> unpack(out);
            default -> throw PayloadErrors.damaged("a string begins with " + first);
        }
    }

    private void unpack(Span out) {
        long packed = length();
        long size = length();
        if (packed < 0 || packed > end - at || size < 0 || size > Math.min(packed * LARGEST_REPETITION, 1L << 30)) {
            throw PayloadErrors.damaged("a compressed string says that it has " + packed + " of " + size + " bytes");
        }
        byte[] to = buffer((int) size);
        Lzf.unpack(bytes, advance((int) packed), (int) packed, to, (int) size);
        out.set(to, 0, (int) size);
    }

    private byte[] buffer(int size) {
        if (size <= unpacked.length) {
            return unpacked;
        }
        if (size > KEPT_BUFFER) {
            return new byte[size];
        }
        unpacked = new byte[Math.min(KEPT_BUFFER, 2 * size)];
        return unpacked;
    }

    private int advance(int count) {
        int from = at;
        if (count > end - from) {
            throw PayloadErrors.damaged("it ends in the midst of a value");
        }
        at = from + count;
        return from;
    }
}
