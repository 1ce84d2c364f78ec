package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64;
import dev.uprev.digest.Xxh64Stream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Rows of text COPY: lines. A line break inside a value is written as two other characters. */
final class LineDigest extends RowDigest {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long LINE_BREAKS = ONES * '\n';

    /** A line that did not end in the bytes at hand. */
    private final Xxh64Stream hash = new Xxh64Stream();

    private boolean inRow;

    @Override
    int update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int lineEnd = lineEnd(bytes, at, end);
            boolean complete = lineEnd < end;
            if (inRow || !complete) {
                if (!inRow) {
                    hash.reset();
                }
                hash.update(bytes, at, lineEnd - at);
                inRow = !complete;
                if (complete) {
                    add(hash.value());
                }
            } else {
                add(Xxh64.hash(bytes, at, lineEnd - at, 0));
            }
            at = lineEnd + 1;
        }
        return length;
    }

    /** The place of the first line break; the end where there is none. Looks at eight bytes at a time. */
    private static int lineEnd(byte[] bytes, int start, int end) {
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long different = (long) LONGS.get(bytes, at) ^ LINE_BREAKS;
            long found = (different - ONES) & ~different & HIGHS;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    @Override
    boolean isBetweenRows() {
        return !inRow;
    }
}
