package dev.uprev.redis;

import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connection to a server. Commands are collected until they are sent together; their replies come in the same order,
 * and are read by {@link #replies}. For one thread; only {@link #cancel} may be called by any other. Memory: 64 KiB to
 * read, and to write the longest run of commands between two flushes.
 */
final class RespConnection implements AutoCloseable, Crew.Stoppable {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int FIRST_CAPACITY = 64 << 10;
    private static final int LONG = 256 << 10;
    private static final int LONGEST_HEADER = 13;

    private final Socket socket;
    private final OutputStream out;
    private final RespReader replies;
    private byte[] pending = new byte[FIRST_CAPACITY];
    private int length;

    /** @param socket a connected one, with TLS on it where that is wanted */
    RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.replies = new RespReader(socket.getInputStream());
    }

    RespReader replies() {
        return replies;
    }

    /** Sends what was collected, and this command, and waits for its reply, which must be the only one due. */
    Reply call(Object... words) throws IOException {
        command(words);
        flush();
        return replies.reply();
    }

    /** From now on, what this connection reads does not count as a use of keys, if the server can do that. */
    void doNotTouch(ServerInfo server) throws IOException {
        if (server.recency() != Recency.NONE && server.knowsNoTouch()) {
            RedisErrors.require("CLIENT NO-TOUCH", call("CLIENT", "NO-TOUCH", "ON"));
        }
    }

    /** Collects a command of texts, numbers and byte arrays. */
    RespConnection command(Object... words) {
        begin(words.length);
        for (Object word : words) {
            if (word instanceof byte[] bytes) {
                word(bytes, 0, bytes.length);
            } else {
                word(word.toString());
            }
        }
        return this;
    }

    /** Begins a command of so many words. */
    RespConnection begin(int words) {
        header('*', words);
        return this;
    }

    /** Begins a command whose first words are always the same; the others have to follow. */
    RespConnection begin(CommandStart start) {
        append(start.bytes(), 0, start.bytes().length);
        return this;
    }

    /** A whole word. */
    RespConnection word(byte[] bytes) {
        return word(bytes, 0, bytes.length);
    }

    RespConnection word(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return word(bytes, 0, bytes.length);
    }

    RespConnection word(byte[] bytes, int offset, int count) {
        header('$', count);
        append(bytes, offset, count);
        append(LINE_END, 0, LINE_END.length);
        return this;
    }

    /** A word that may be long: then it is sent at once, with all that was collected before, and not copied. */
    RespConnection longWord(byte[] bytes, int offset, int count) throws IOException {
        if (count < LONG) {
            return word(bytes, offset, count);
        }
        header('$', count);
        flush();
        out.write(bytes, offset, count);
        append(LINE_END, 0, LINE_END.length);
        return this;
    }

    /** Bytes that were collected and not sent. */
    int pending() {
        return length;
    }

    /** Sends what was collected. */
    void flush() throws IOException {
        out.write(pending, 0, length);
        out.flush();
        length = 0;
    }

    /** Makes sure that nothing of what was sent is in memory any more. */
    void wipe() {
        Arrays.fill(pending, (byte) 0);
    }

    private void header(char type, int count) {
        reserve(LONGEST_HEADER);
        pending[length++] = (byte) type;
        int power = 1;
        while (count / power >= 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            pending[length++] = (byte) ('0' + count / power % 10);
        }
        pending[length++] = '\r';
        pending[length++] = '\n';
    }

    private void append(byte[] bytes, int offset, int count) {
        reserve(count);
        System.arraycopy(bytes, offset, pending, length, count);
        length += count;
    }

    private void reserve(int count) {
        if (count > pending.length - length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, length + count));
        }
    }

    /** Ends what waits for the server, which then fails. */
    @Override
    public void cancel() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as good as closed.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
