package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64;
import dev.uprev.digest.Xxh64Stream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Rows of binary COPY, without the header. A row counts with all its bytes. */
final class BinaryRowDigest extends RowDigest {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final int NOT_HERE = -1;
    private static final int NULL = -1;
    /** The first byte of the end mark; no field count begins so. */
    private static final byte END_MARK = -1;

    /** A row that did not end in the bytes at hand; its parts are taken one by one. */
    private final Xxh64Stream hash = new Xxh64Stream();

    private boolean inRow;
    private int fields;
    /** Bytes of the current field's value that are still to come. */
    private int value;
    /** The number at hand, of two bytes for the field count and four for a length, and how many bytes are to come. */
    private int number;

    private int numberBytes;
    private boolean ended;

    @Override
    int update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = inRow ? goOn(bytes, offset, end) : offset;
        while (at < end && !inRow) {
            if (bytes[at] == END_MARK || ended) {
                ended = true;
                return at - offset;
            }
            int next = rowEnd(bytes, at, end);
            if (next == NOT_HERE) {
                begin();
                at = goOn(bytes, at, end);
            } else {
                add(Xxh64.hash(bytes, at, next - at, 0));
                at = next;
            }
        }
        return length;
    }

    /** Where the row that begins here ends, if all of it is here. */
    private static int rowEnd(byte[] bytes, int start, int end) {
        if (end - start < Short.BYTES) {
            return NOT_HERE;
        }
        int at = start + Short.BYTES;
        for (int left = (short) SHORTS.get(bytes, start); left > 0; left--) {
            if (end - at < Integer.BYTES) {
                return NOT_HERE;
            }
            int length = (int) INTS.get(bytes, at);
            at += Integer.BYTES;
            if (length > end - at) {
                return NOT_HERE;
            }
            at += length > 0 ? length : noValue(length);
        }
        return at;
    }

    private static int noValue(int length) {
        if (length < NULL) {
            throw new IllegalArgumentException("not a row of binary COPY: a field of " + length + " bytes");
        }
        return 0;
    }

    private void begin() {
        inRow = true;
        hash.reset();
        fields = NOT_HERE;
        value = 0;
        number = 0;
        numberBytes = Short.BYTES;
    }

    /** Goes on with the row that is not complete, up to its end or that of the bytes. */
    private int goOn(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && inRow) {
            if (value > 0) {
                int count = Math.min(value, end - at);
                value -= count;
                at += count;
            } else {
                number = (number << Byte.SIZE) | (bytes[at++] & 0xFF);
                numberBytes--;
                if (numberBytes == 0) {
                    takeNumber();
                }
            }
            inRow = fields != 0 || value > 0;
        }
        hash.update(bytes, start, at - start);
        if (!inRow) {
            add(hash.value());
        }
        return at;
    }

    private void takeNumber() {
        if (fields == NOT_HERE) {
            fields = number;
        } else {
            value = number > 0 ? number : noValue(number);
            fields--;
        }
        number = 0;
        numberBytes = Integer.BYTES;
    }

    @Override
    boolean isBetweenRows() {
        return !inRow;
    }
}
