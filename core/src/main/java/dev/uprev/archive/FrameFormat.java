package dev.uprev.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * How frames lie in a data file. Each is preceded by a header of 48 bytes, which is itself a skippable frame of zstd
 * (RFC 8878, section 3.1.2), so that {@code zstd -dc} gives the item's bytes:
 *
 * <pre>
 *  0  skippable frame, magic number 0x184D2A5B, little-endian like all that follows
 *  4  size of the rest of the header: 40
 *  8  stored length: bytes of the zstd frame that follows the header
 * 12  raw length: bytes that it decompresses to
 * 16  seal: SHA-256 of the seal before it, bytes 8 to 15 of this header, and the zstd frame
 * </pre>
 *
 * The first frame follows the SHA-256 of the file's path in the archive. So each frame is checked before it is
 * decompressed, a frame out of place is as wrong as an altered one, and the last seal, which the manifest holds,
 * vouches for the whole file, at a cost in memory that does not grow with it.
 */
final class FrameFormat {
    static final int HEADER_BYTES = 48;
    private static final int MAGIC = 0x184D2A5B;
    private static final int SIZE = 40;
    private static final int LENGTHS_AT = 8;
    private static final int LENGTHS_BYTES = 8;
    private static final int SEAL_AT = 16;

    private FrameFormat() {}

    /** A buffer off the heap for one frame and its header. */
    static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Writes the header before a zstd frame that lies in the buffer from {@link #HEADER_BYTES} on, and leaves the
     * buffer ready to be written out.
     *
     * @param seal the seal before; replaced by this frame's own
     */
    static void seal(ByteBuffer frame, int storedLength, int rawLength, MessageDigest sha256, byte[] seal) {
        frame.clear();
        frame.putInt(MAGIC).putInt(SIZE).putInt(storedLength).putInt(rawLength);
        nextSeal(frame, storedLength, sha256, seal);
        frame.clear().position(SEAL_AT);
        frame.put(seal).position(0).limit(HEADER_BYTES + storedLength);
    }

    /** Whether these 48 bytes look like a header of a frame that can exist. */
    static boolean isHeader(ByteBuffer frame) {
        int raw = rawLength(frame);
        int stored = storedLength(frame);
        return frame.getInt(0) == MAGIC
                && frame.getInt(4) == SIZE
                && raw > 0
                && raw <= ArchiveSettings.LARGEST_FRAME
                && stored > 0
                && stored <= boundOf(raw);
    }

    static int storedLength(ByteBuffer frame) {
        return frame.getInt(LENGTHS_AT);
    }

    static int rawLength(ByteBuffer frame) {
        return frame.getInt(LENGTHS_AT + Integer.BYTES);
    }

    /** The most bytes that zstd makes of so many (ZSTD_compressBound in zstd.h), in whole kilobytes. */
    static int boundOf(int rawLength) {
        return rawLength + (rawLength >> 8) + 1024;
    }

    /**
     * Whether a whole frame, with its header, bears the right seal.
     *
     * @param seal the seal before; replaced by this frame's own
     */
    static boolean isIntact(ByteBuffer frame, MessageDigest sha256, byte[] seal) {
        nextSeal(frame, storedLength(frame), sha256, seal);
        for (int i = 0; i < Sha256.BYTES; i++) {
            if (frame.get(SEAL_AT + i) != seal[i]) {
                return false;
            }
        }
        return true;
    }

    /** The seal before the first frame of a file. */
    static void firstSeal(String file, MessageDigest sha256, byte[] seal) {
        sha256.reset();
        sha256.update(file.getBytes(StandardCharsets.US_ASCII));
        digestInto(sha256, seal);
    }

    private static void nextSeal(ByteBuffer frame, int storedLength, MessageDigest sha256, byte[] seal) {
        sha256.reset();
        sha256.update(seal);
        frame.clear().position(LENGTHS_AT).limit(LENGTHS_AT + LENGTHS_BYTES);
        sha256.update(frame);
        frame.clear().position(HEADER_BYTES).limit(HEADER_BYTES + storedLength);
        sha256.update(frame);
        digestInto(sha256, seal);
    }

    private static void digestInto(MessageDigest sha256, byte[] seal) {
        try {
            sha256.digest(seal, 0, seal.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 does not fit into " + seal.length + " bytes", e);
        }
    }
}
