package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON that comes in as a stream. What is asked for is taken out of it; a value is handed on as it stands, byte for
 * byte, in one line: line ends, which can only be between its parts, become blanks. For one thread.
 *
 * <p>Servers take documents with comments in them, and give them back so: a comment may hold quotes and braces of any
 * number. One that goes to the end of its line becomes blanks with it.
 */
final class JsonInput {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] buffer;
    private int at;
    private int end;

    /** Where the bytes begin that are to be handed on. */
    private int kept;

    JsonInput(InputStream in) {
        this(in, BUFFER_BYTES);
    }

    JsonInput(InputStream in, int bufferBytes) {
        this.in = in;
        this.buffer = new byte[bufferBytes];
    }

    /** Gets a value part by part. */
    @FunctionalInterface
    interface Taker {
        /** The bytes are good until this returns. */
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    /** Whether the next character between the parts is this one; it is taken then. */
    boolean take(char wanted) throws IOException {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** @throws JsonInputException where the next character is another one */
    void require(char wanted) throws IOException {
        if (!take(wanted)) {
            throw unexpected("\"" + wanted + "\"");
        }
    }

    /** The name of the next member of an object, or empty behind the last one; the first is asked for after its "{". */
    String member() throws IOException {
        if (take('}')) {
            return "";
        }
        take(',');
        String name = string();
        require(':');
        return name;
    }

    /** Whether there is a further element of an array, whose "[" was taken. */
    boolean element() throws IOException {
        if (take(']')) {
            return false;
        }
        take(',');
        return true;
    }

    /** A string, decoded. */
    String string() throws IOException {
        if (next() != '"') {
            throw unexpected("a string");
        }
        int length = plainString();
        if (length >= 0) {
            String text = new String(buffer, at + 1, length, StandardCharsets.UTF_8);
            at += length + 2;
            return text;
        }
        return tree().asText();
    }

    /** The length of the string that begins here, where it lies in the buffer and has no escapes; else -1. */
    private int plainString() {
        for (int i = at + 1; i < end; i++) {
            if (buffer[i] == '"') {
                return i - at - 1;
            }
            if (buffer[i] == '\\') {
                return -1;
            }
        }
        return -1;
    }

    /** A whole number. */
    long number() throws IOException {
        boolean negative = take('-');
        byte digit = next();
        if (digit < '0' || digit > '9') {
            throw unexpected("a number");
        }
        long number = 0;
        at++;
        while (digit >= '0' && digit <= '9') {
            number = number * 10 + digit - '0';
            kept = at;
            digit = read((bytes, offset, length) -> {});
        }
        at--;
        return negative ? -number : number;
    }

    /** A value that is small. */
    JsonNode tree() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy(bytes::write);
        return Json.mapper().readTree(bytes.toByteArray());
    }

    void skip() throws IOException {
        copy((bytes, offset, length) -> {});
    }

    /** Hands a value on. */
    void copy(Taker taker) throws IOException {
        byte first = next();
        kept = at;
        if (first == '{' || first == '[') {
            nested(taker);
        } else if (first == '"') {
            at++;
            string(taker);
        } else {
            scalar(taker);
        }
        taker.take(buffer, kept, at - kept);
    }

    private void nested(Taker taker) throws IOException {
        int depth = 0;
        do {
            switch (read(taker)) {
                case '"' -> string(taker);
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '\n', '\r' -> blank();
                case '/' -> comment(taker);
                default -> {
                    // A part of a number, of a word, or between them.
                }
            }
        } while (depth > 0);
    }

    private void string(Taker taker) throws IOException {
        byte last = read(taker);
        while (last != '"') {
            if (last == '\\') {
                read(taker);
            } else if (last == '\n') {
                throw new JsonInputException("a string has a raw line end in it");
            }
            last = read(taker);
        }
    }

    private void scalar(Taker taker) throws IOException {
        byte last = read(taker);
        while (last > ' ' && last != ',' && last != '}' && last != ']' && last != '/') {
            last = read(taker);
        }
        at--;
    }

    /** Behind its first character. */
    private void comment(Taker taker) throws IOException {
        if (at == end) {
            refill(taker, 1);
        }
        if (buffer[at] == '*') {
            at++;
            byte before = ' ';
            byte last = ' ';
            while (before != '*' || last != '/') {
                before = last;
                last = read(taker);
                if (last == '\n' || last == '\r') {
                    blank();
                }
            }
        } else {
            blank();
            byte last = buffer[at];
            while (last != '\n' && last != '\r') {
                last = read(taker);
                blank();
            }
        }
    }

    private void blank() {
        buffer[at - 1] = ' ';
    }

    /** The next byte that is neither between parts nor of a comment; it is not taken. */
    private byte next() throws IOException {
        while (true) {
            kept = at;
            byte next = read((bytes, offset, length) -> {});
            if (next == '/') {
                comment((bytes, offset, length) -> {});
            } else if (next > ' ' || next < 0) {
                at--;
                return next;
            }
        }
    }

    private byte read(Taker taker) throws IOException {
        if (at == end) {
            refill(taker, 0);
        }
        return buffer[at++];
    }

    /** @param held so many of the last bytes are not handed on yet */
    private void refill(Taker taker, int held) throws IOException {
        taker.take(buffer, kept, at - held - kept);
        System.arraycopy(buffer, at - held, buffer, 0, held);
        int read = in.read(buffer, held, buffer.length - held);
        if (read <= 0) {
            throw new EOFException("the answer is not complete");
        }
        kept = 0;
        at = held;
        end = held + read;
    }

    private JsonInputException unexpected(String wanted) {
        return new JsonInputException("\"" + (char) buffer[at] + "\" stands where " + wanted + " is expected");
    }
}
