package dev.uprev.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The text of a manifest's lines. Each is a JSON object whose first property {@code sum} is the SHA-256 of the sum of
 * the line before (32 zero bytes at first) and of what follows the comma behind it. So a line that was altered, lost,
 * added or moved breaks the chain, and the sum of the end line vouches for the whole manifest. One codec goes through
 * the lines of one manifest, in order. Not thread-safe.
 */
final class ManifestCodec {
    private static final byte[] BEFORE_SUM = "{\"sum\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_SUM = "\",".getBytes(StandardCharsets.US_ASCII);
    private static final int SUM_CHARS = 2 * Sha256.BYTES;
    private static final int BODY_AT = BEFORE_SUM.length + SUM_CHARS + AFTER_SUM.length;

    private final MessageDigest sha256 = Sha256.create();
    private byte[] sum = new byte[Sha256.BYTES];
    private long lines;

    /** The next line as bytes, line break included. Nothing changes until {@link #accept}. */
    byte[] encode(ManifestLine line) {
        byte[] json;
        try {
            json = Json.mapper().writerFor(ManifestLine.class).writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a line of the manifest", e);
        }
        byte[] bytes = new byte[BODY_AT + json.length];
        System.arraycopy(BEFORE_SUM, 0, bytes, 0, BEFORE_SUM.length);
        System.arraycopy(AFTER_SUM, 0, bytes, BODY_AT - AFTER_SUM.length, AFTER_SUM.length);
        System.arraycopy(json, 1, bytes, BODY_AT, json.length - 1);
        bytes[bytes.length - 1] = '\n';
        byte[] hex = HexFormat.of().formatHex(sumOf(bytes, bytes.length - 1)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(hex, 0, bytes, BEFORE_SUM.length, SUM_CHARS);
        return bytes;
    }

    /** Goes on from a line that {@link #encode} made and that has been written. */
    void accept(byte[] bytes) {
        sum = sumOf(bytes, bytes.length - 1);
        lines++;
    }

    /**
     * Reads the next line.
     *
     * @param bytes the line without its line break
     * @throws UpgradeException {@code archive-damaged}; {@code archive-format-unknown} for a later format
     */
    ManifestLine decode(byte[] bytes) {
        if (bytes.length <= BODY_AT) {
            throw damaged("it is too short to be a line");
        }
        byte[] expected = sumOf(bytes, bytes.length);
        if (!isSealed(bytes, expected)) {
            throw damaged("its checksum does not fit; it was altered, or a line before it was lost or added");
        }
        bytes[BODY_AT - 1] = '{';
        try {
            JsonNode json = Json.mapper().readTree(bytes, BODY_AT - 1, bytes.length - BODY_AT + 1);
            refuseOtherFormat(json);
            ManifestLine line = Json.mapper().treeToValue(json, ManifestLine.class);
            sum = expected;
            lines++;
            return line;
        } catch (IOException e) {
            throw ArchiveErrors.damaged(where(), "the line cannot be understood", e);
        }
    }

    /** How many lines have been read or written. */
    long lines() {
        return lines;
    }

    /** The sum of the last line, in hex. */
    String sum() {
        return HexFormat.of().formatHex(sum);
    }

    private byte[] sumOf(byte[] bytes, int end) {
        sha256.update(sum);
        sha256.update(bytes, BODY_AT, end - BODY_AT);
        return sha256.digest();
    }

    private static boolean isSealed(byte[] bytes, byte[] expected) {
        String hex = new String(bytes, BEFORE_SUM.length, SUM_CHARS, StandardCharsets.ISO_8859_1);
        return Arrays.equals(bytes, 0, BEFORE_SUM.length, BEFORE_SUM, 0, BEFORE_SUM.length)
                && Arrays.equals(bytes, BODY_AT - AFTER_SUM.length, BODY_AT, AFTER_SUM, 0, AFTER_SUM.length)
                && hex.equals(HexFormat.of().formatHex(expected));
    }

    private static void refuseOtherFormat(JsonNode json) {
        int format = json.path("format").asInt(ManifestLine.FORMAT);
        if (format != ManifestLine.FORMAT) {
            throw UpgradeException.failed("archive-format-unknown", "cannot read the dump")
                    .seen("format " + format)
                    .why("this version of the library reads format " + ManifestLine.FORMAT)
                    .fix("use the version of the library that made the dump, or a later one");
        }
    }

    private UpgradeException damaged(String what) {
        return ArchiveErrors.damaged(where(), what);
    }

    private String where() {
        return ArchiveLayout.MANIFEST + " line " + (lines + 1);
    }
}
