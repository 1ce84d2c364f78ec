package dev.uprev.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a server replies, in the second version of Redis' protocol. Replies are taken apart where they lie in the
 * buffer; a long string is handed on in pieces. For one thread. Memory: 64 KiB.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis serialization protocol</a>
 */
final class RespReader {
    /** Takes bytes that may be used again for others when it returns. */
    @FunctionalInterface
    interface Sink {
        void accept(byte[] bytes, int offset, int length) throws IOException;
    }

    /** What {@link #number} gives for a reply that is no string, or no list, but nil. */
    static final long NIL = -1;

    private static final int CAPACITY = 64 << 10;
    private static final int LONGEST_LINE = 8 << 10;
    private static final int LARGEST_TEXT = 512 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int at;
    private int limit;
    private char type;
    private long number;
    private String line = "";

    RespReader(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next reply.
     *
     * @return {@code +}, {@code -}, {@code :}, {@code $} or {@code *}; the content of a string and the members of a
     *     list are still to be read
     * @throws IOException when the connection is lost, or what comes is another protocol
     */
    char next() throws IOException {
        type = (char) take();
        switch (type) {
            case '+', '-' -> line = line();
            case ':', '$', '*' -> number = integer();
            default -> throw new IOException("what answers does not speak the protocol of Redis: byte " + (int) type);
        }
        return type;
    }

    /** The number of the current reply: an integer, the bytes of a string, the members of a list, or {@link #NIL}. */
    long number() {
        return number;
    }

    /** The text of the current reply, where it is a status or an error. */
    String text() {
        return line;
    }

    /** The content of the current string. */
    byte[] bytes() throws IOException {
        if (number > LARGEST_TEXT) {
            throw new IOException("the server sent a string of " + number + " bytes, which no server allows");
        }
        byte[] bytes = new byte[(int) number];
        int[] done = {0};
        copyTo((part, offset, length) -> {
            System.arraycopy(part, offset, bytes, done[0], length);
            done[0] += length;
        });
        return bytes;
    }

    /** Hands on the content of the current string as it comes in. */
    void copyTo(Sink sink) throws IOException {
        long left = number;
        while (left > 0) {
            if (at == limit) {
                fill();
            }
            int count = (int) Math.min(left, limit - at);
            sink.accept(buffer, at, count);
            at += count;
            left -= count;
        }
        end();
    }

    /** The whole of the next reply, which has to be a small one. */
    Reply reply() throws IOException {
        return switch (next()) {
            case '+' -> new Reply.Text(line.getBytes(StandardCharsets.UTF_8));
            case '-' -> new Reply.Failure(line);
            case ':' -> new Reply.Whole(number);
            case '$' -> number == NIL ? new Reply.Nil() : new Reply.Text(bytes());
            default -> list(number);
        };
    }

    /** Reads over the whole of the next reply, and gives its type. */
    char skip() throws IOException {
        char first = next();
        long members = number;
        if (first == '$' && number != NIL) {
            copyTo((bytes, offset, length) -> {});
        }
        for (long i = 0; first == '*' && i < members; i++) {
            skip();
        }
        return first;
    }

    private Reply list(long members) throws IOException {
        if (members == NIL) {
            return new Reply.Nil();
        }
        List<Reply> replies = new ArrayList<>();
        for (long i = 0; i < members; i++) {
            replies.add(reply());
        }
        return new Reply.Many(replies);
    }

    private long integer() throws IOException {
        boolean negative = false;
        long value = 0;
        for (int digit = take(); digit != '\r'; digit = take()) {
            if (digit == '-') {
                negative = true;
            } else if (digit >= '0' && digit <= '9') {
                value = value * 10 + (digit - '0');
            } else {
                throw new IOException("the server sent a number with the byte " + digit + " in it");
            }
        }
        take();
        return negative ? -value : value;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int each = take(); each != '\r'; each = take()) {
            if (text.length() == LONGEST_LINE) {
                throw new IOException("the server sent a line of more than " + LONGEST_LINE + " bytes");
            }
            text.append((char) each);
        }
        take();
        return new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private void end() throws IOException {
        if (take() != '\r' || take() != '\n') {
            throw new IOException("a string of the server is longer than it said");
        }
    }

    private int take() throws IOException {
        if (at == limit) {
            fill();
        }
        return buffer[at++] & 0xff;
    }

    /** Everything that was read has been taken. */
    private void fill() throws IOException {
        int count = in.read(buffer);
        if (count < 0) {
            throw new EOFException("the server has closed the connection");
        }
        at = 0;
        limit = count;
    }
}
