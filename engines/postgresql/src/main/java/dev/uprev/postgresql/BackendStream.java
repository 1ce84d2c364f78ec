package dev.uprev.postgresql;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads what the server sends: messages of a type byte, a length of four bytes that counts itself, and a body (chapter
 * "Frontend/Backend Protocol" of PostgreSQL's manual). Payload of COPY is handed on as it comes in; other bodies are
 * small and read whole. For one thread.
 */
final class BackendStream {
    static final byte COPY_DATA = 'd';

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEADER = 5;
    private static final int CAPACITY = 256 << 10;
    private static final int LARGEST_BODY = 16 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int at;
    private int limit;
    /** Bytes of the current message's body that have not been taken yet. */
    private int left;

    BackendStream(InputStream in) {
        this.in = in;
    }

    /** Whether a message, or the start of one, can be read without waiting; TLS may not know. */
    boolean ready() throws IOException {
        return at < limit || in.available() > 0;
    }

    /** Whether everything that was received has been read. */
    boolean isDrained() {
        return at == limit;
    }

    /** Goes to the next message and gives its type. The body of the one before must have been taken. */
    byte next() throws IOException {
        while (limit - at < HEADER) {
            fill();
        }
        byte type = buffer[at];
        left = bodyLength(at);
        at += HEADER;
        return type;
    }

    /** Takes the body of the current message. */
    byte[] body() throws IOException {
        if (left > LARGEST_BODY) {
            throw new IOException("the server sent a message of " + left + " bytes where a small one was due");
        }
        byte[] body = new byte[left];
        while (left > 0) {
            if (at == limit) {
                fill();
            }
            int count = Math.min(left, limit - at);
            System.arraycopy(buffer, at, body, body.length - left, count);
            at += count;
            left -= count;
        }
        return body;
    }

    /**
     * Hands on the payload of the current CopyData message and of all that follow it, until a message of another type
     * comes; that is then the current one. Headers are taken out where the bytes lie, so that the sink gets everything
     * that one read brought in one piece.
     *
     * @return the type of the message that comes after
     */
    byte copyData(ByteSink sink) throws IOException {
        while (true) {
            int from = at;
            int to = at;
            boolean other = false;
            while (true) {
                int count = Math.min(left, limit - at);
                if (at != to) {
                    System.arraycopy(buffer, at, buffer, to, count);
                }
                at += count;
                to += count;
                left -= count;
                if (left > 0 || limit - at < HEADER) {
                    break;
                }
                if (buffer[at] != COPY_DATA) {
                    other = true;
                    break;
                }
                left = bodyLength(at);
                at += HEADER;
            }
            if (to > from) {
                sink.accept(buffer, from, to - from);
            }
            if (other) {
                return next();
            }
            fill();
        }
    }

    private int bodyLength(int header) throws IOException {
        int length = (int) INTS.get(buffer, header + 1);
        if (length < 4) {
            throw new IOException("the server does not speak PostgreSQL's protocol: a message of length " + length);
        }
        return length - 4;
    }

    /** Reads more; what is left moves to the start of the buffer. */
    private void fill() throws IOException {
        if (at > 0) {
            limit -= at;
            System.arraycopy(buffer, at, buffer, 0, limit);
            at = 0;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            throw new EOFException("the server has closed the connection");
        }
        limit += count;
    }
}
