package dev.uprev.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.uprev.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The lines of a file that is only added to. Each is a JSON object whose first property {@code sum} is the SHA-256 of
 * the sum of the line before (32 zero bytes at first) and of what follows the comma behind it. So a line that was
 * altered, lost, added or moved breaks the chain, and the last sum vouches for the whole file. One object goes through
 * the lines of one file, in order. Not thread-safe.
 */
public final class SealedLines {
    private static final byte[] BEFORE_SUM = "{\"sum\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_SUM = "\",".getBytes(StandardCharsets.US_ASCII);
    private static final int SUM_BYTES = 32;
    private static final int BODY_AT = BEFORE_SUM.length + 2 * SUM_BYTES + AFTER_SUM.length;

    private final MessageDigest sha256;
    private byte[] sum = new byte[SUM_BYTES];
    private long lines;

    public SealedLines() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The next line as bytes, line break included. Nothing changes until {@link #accept}.
     *
     * @param value written as a JSON object with at least one property
     */
    public byte[] encode(Object value) {
        byte[] json;
        try {
            json = Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
        }
        byte[] line = new byte[BODY_AT + json.length];
        System.arraycopy(BEFORE_SUM, 0, line, 0, BEFORE_SUM.length);
        System.arraycopy(AFTER_SUM, 0, line, BODY_AT - AFTER_SUM.length, AFTER_SUM.length);
        System.arraycopy(json, 1, line, BODY_AT, json.length - 1);
        line[line.length - 1] = '\n';
        byte[] hex = hex(sumOf(line, line.length - 1));
        System.arraycopy(hex, 0, line, BEFORE_SUM.length, hex.length);
        return line;
    }

    /** Goes on from a line that {@link #encode} made and that has been written. */
    public void accept(byte[] line) {
        sum = sumOf(line, line.length - 1);
        lines++;
    }

    /**
     * Reads the next line.
     *
     * @param line without its line break
     * @return its JSON object, without the sum; empty when the line does not follow the one before, and then nothing
     *     has changed
     */
    public Optional<String> decode(byte[] line) {
        if (line.length <= BODY_AT) {
            return Optional.empty();
        }
        byte[] expected = sumOf(line, line.length);
        if (!isSealed(line, hex(expected))) {
            return Optional.empty();
        }
        sum = expected;
        lines++;
        return Optional.of("{" + new String(line, BODY_AT, line.length - BODY_AT, StandardCharsets.UTF_8));
    }

    /** How many lines have been read or written. */
    public long lines() {
        return lines;
    }

    /** The sum of the last line, in hex. */
    public String sum() {
        return HexFormat.of().formatHex(sum);
    }

    private byte[] sumOf(byte[] line, int end) {
        sha256.update(sum);
        sha256.update(line, BODY_AT, end - BODY_AT);
        return sha256.digest();
    }

    private static byte[] hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isSealed(byte[] line, byte[] expected) {
        int sumEnd = BODY_AT - AFTER_SUM.length;
        return Arrays.equals(line, 0, BEFORE_SUM.length, BEFORE_SUM, 0, BEFORE_SUM.length)
                && Arrays.equals(line, BEFORE_SUM.length, sumEnd, expected, 0, expected.length)
                && Arrays.equals(line, sumEnd, BODY_AT, AFTER_SUM, 0, AFTER_SUM.length);
    }
}
