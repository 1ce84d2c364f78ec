package dev.uprev.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A resolved secret, held for as short a time as possible: open it, use it, close it. Closing wipes the value. The text
 * form never shows it, there is no equality by value, and JSON mappers find no property in it.
 *
 * <p>Thread-safe. Every use after {@link #close()} throws {@link IllegalStateException}.
 */
public final class Secret implements AutoCloseable {
    /** Bytes for one char. */
    private static final int LONGEST_UTF8 = 3;

    private final char[] value;
    private boolean closed;

    private Secret(char[] value) {
        this.value = value;
    }

    /** A secret with a copy of these characters; the caller may wipe its own. */
    public static Secret of(char[] value) {
        return new Secret(value.clone());
    }

    /** A secret with a copy of this text, which itself stays in memory until it is collected. */
    public static Secret of(CharSequence value) {
        return new Secret(value.toString().toCharArray());
    }

    /** Lends a copy of the value to the action and wipes that copy when the action ends, whatever its outcome. */
    public <T> T use(Function<char[], T> action) {
        char[] copy = copy();
        try {
            return action.apply(copy);
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    /** Lends the value as UTF-8 to the action and wipes those bytes when the action ends, whatever its outcome. */
    public <T> T useUtf8(Function<byte[], T> action) {
        return use(characters -> {
            ByteBuffer encoded = ByteBuffer.allocate(characters.length * LONGEST_UTF8);
            StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .encode(CharBuffer.wrap(characters), encoded, true);
            byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
            Arrays.fill(encoded.array(), (byte) 0);
            try {
                return action.apply(bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        });
    }

    /**
     * The value as a string, which nobody can wipe: only for what takes nothing else, such as a driver's properties or
     * the environment of a program.
     */
    public String reveal() {
        return use(String::new);
    }

    private synchronized char[] copy() {
        if (closed) {
            throw new IllegalStateException("the secret is closed");
        }
        return value.clone();
    }

    /** Wipes the value. Closing again does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(value, '\0');
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
