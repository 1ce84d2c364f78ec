package dev.uprev.redis;

import dev.uprev.digest.Xxh64;
import java.util.Arrays;

/**
 * One element: a part of an array, or an integer, which is the same as its decimal text. It is filled again for each
 * element, so that reading allocates nothing. For one thread.
 */
final class Span {
    private static final byte[] MIN_VALUE = {
        '-', '9', '2', '2', '3', '3', '7', '2', '0', '3', '6', '8', '5', '4', '7', '7', '5', '8', '0', '8'
    };

    private final byte[] text = new byte[MIN_VALUE.length];
    private byte[] bytes = text;
    private int offset;
    private int length;
    private boolean isNumber;
    private long number;

    /** Makes it a part of an array. */
    void set(byte[] array, int from, int size) {
        bytes = array;
        offset = from;
        length = size;
        isNumber = false;
    }

    /** Makes it an integer. */
    void set(long value) {
        number = value;
        isNumber = true;
    }

    /** A hash of its bytes and the seed: elements in their order are hashed with each other's hashes as seeds. */
    long hash(long seed) {
        if (isNumber) {
            writeNumber();
        }
        return Xxh64.hash(bytes, offset, length, seed);
    }

    /** The integer that it is; only for places where a server writes integers. */
    long number() {
        if (!isNumber) {
            throw PayloadErrors.damaged("there is text where only an integer can be");
        }
        return number;
    }

    /** Its value as a score. */
    double score() {
        return isNumber ? number : Score.parse(bytes, offset, length);
    }

    /** Its bytes, an integer as text, in an array of their own. */
    byte[] copy() {
        if (isNumber) {
            writeNumber();
        }
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Refuses an integer where the server can only have written bytes, such as a packed container. */
    Span requireBytes() {
        if (isNumber) {
            throw PayloadErrors.damaged("there is an integer where only bytes can be");
        }
        return this;
    }

    private void writeNumber() {
        isNumber = false;
        bytes = text;
        if (number == Long.MIN_VALUE) {
            System.arraycopy(MIN_VALUE, 0, text, 0, MIN_VALUE.length);
            offset = 0;
            length = MIN_VALUE.length;
            return;
        }
        int at = text.length;
        long rest = Math.abs(number);
        do {
            text[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (number < 0) {
            text[--at] = '-';
        }
        offset = at;
        length = text.length - at;
    }
}
