package dev.uprev.postgresql;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Takes rows of binary COPY with a number, a page number and the bytes of that page, the last two NULL for a large
 * object without bytes, in their order. A page is small, so a row is put together before it is read. For one thread.
 */
final class LargeObjectPages implements ByteSink {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    /** Where the number is, behind the count of fields and its own length. */
    private static final int OID = Short.BYTES + Integer.BYTES;

    private final LargeObjectSink sink;
    private final int pageBytes;
    private byte[] rest = new byte[0];
    private long current = -1;

    LargeObjectPages(LargeObjectSink sink, int pageBytes) {
        this.sink = sink;
        this.pageBytes = pageBytes;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        byte[] rows = bytes;
        int at = offset;
        int end = offset + length;
        if (rest.length > 0) {
            rows = Arrays.copyOf(rest, rest.length + length);
            System.arraycopy(bytes, offset, rows, rest.length, length);
            at = 0;
            end = rows.length;
        }
        for (int next = take(rows, at, end); next != at; next = take(rows, at, end)) {
            at = next;
        }
        rest = Arrays.copyOfRange(rows, at, end);
    }

    /** Takes the row that begins here and gives its end; its beginning where it is not complete. */
    private int take(byte[] rows, int start, int end) throws IOException {
        int page = start + OID + 2 * Integer.BYTES;
        if (end - page < Integer.BYTES) {
            return start;
        }
        long oid = Integer.toUnsignedLong(number(rows, start + OID));
        boolean isEmpty = number(rows, page - Integer.BYTES) < 0;
        if (isEmpty) {
            begin(oid);
            return page + Integer.BYTES;
        }
        int data = page + 2 * Integer.BYTES;
        if (end < data || end - data < number(rows, data - Integer.BYTES)) {
            return start;
        }
        int count = number(rows, data - Integer.BYTES);
        begin(oid);
        sink.bytes((long) number(rows, page) * pageBytes, rows, data, count);
        return data + count;
    }

    private void begin(long oid) throws IOException {
        if (oid != current) {
            sink.begin(oid);
            current = oid;
        }
    }

    private static int number(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }
}
