package dev.uprev.postgresql;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A {@code COPY .. FROM STDIN} that takes data. {@link #finish} makes it count; {@link #close} without that gives it
 * up, and the connection can be used again. For one thread.
 */
final class CopyIn implements AutoCloseable {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEADER = 5;
    /** The most that one call of Java's sockets passes to the operating system. */
    private static final int CAPACITY = 128 << 10;

    private final CopyChannel channel;
    private final OutputStream out;
    private final String sql;
    private final byte[] message = new byte[CAPACITY];
    private int end = HEADER;
    private boolean ended;

    CopyIn(CopyChannel channel, OutputStream out, String sql) {
        this.channel = channel;
        this.out = out;
        this.sql = sql;
    }

    /**
     * Takes data, which need not end with a row; the array may be used again when this returns.
     *
     * @throws ServerErrorException when the server has refused what it was sent before; the statement has then ended
     * @throws IOException when the connection is lost; it is then closed
     */
    void write(byte[] bytes, int offset, int length) throws IOException {
        refuseIfEnded();
        int at = offset;
        int last = offset + length;
        while (at < last) {
            int count = Math.min(last - at, message.length - end);
            System.arraycopy(bytes, at, message, end, count);
            at += count;
            end += count;
            if (end == message.length) {
                flush();
            }
        }
    }

    /**
     * Ends the data.
     *
     * @return how many rows the server took in
     * @throws ServerErrorException when the server refuses them
     * @throws IOException when the connection is lost; it is then closed
     */
    long finish() throws IOException {
        refuseIfEnded();
        flush();
        ended = true;
        send(new byte[] {'c', 0, 0, 0, Integer.BYTES}, HEADER);
        return channel.awaitEnd(sql);
    }

    /** Gives the statement up unless it has ended: nothing of it counts. */
    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        byte[] reason = "given up by the client".getBytes(StandardCharsets.UTF_8);
        byte[] fail = new byte[HEADER + reason.length + 1];
        fail[0] = 'f';
        INTS.set(fail, 1, fail.length - 1);
        System.arraycopy(reason, 0, fail, HEADER, reason.length);
        try {
            send(fail, fail.length);
            channel.awaitEnd(sql);
        } catch (ServerErrorException e) {
            // Giving up is answered by an error; the statement has ended, as was wanted.
            return;
        }
    }

    private void flush() throws IOException {
        if (end == HEADER) {
            return;
        }
        message[0] = BackendStream.COPY_DATA;
        INTS.set(message, 1, end - 1);
        send(message, end);
        end = HEADER;
        try {
            channel.throwPendingError(sql);
        } catch (IOException e) {
            ended = true;
            throw e;
        }
    }

    private void send(byte[] bytes, int length) throws IOException {
        try {
            out.write(bytes, 0, length);
            out.flush();
        } catch (IOException e) {
            ended = true;
            throw channel.explained(e);
        }
    }

    private void refuseIfEnded() {
        if (ended) {
            throw new IllegalStateException("has ended: " + sql);
        }
    }
}
