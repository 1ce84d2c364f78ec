package dev.uprev.archive;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Buffers and decompressor of one item that is being read; used again for the next one. The buffers grow to the largest
 * frame that they meet. Not thread-safe.
 */
final class FrameDecoder implements AutoCloseable {
    private static final int SMALLEST = 1 << 16;

    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final MessageDigest sha256 = Sha256.create();
    private ByteBuffer stored = FrameFormat.allocate(SMALLEST);
    private ByteBuffer raw = FrameFormat.allocate(0);
    private byte[] bytes = new byte[0];

    MessageDigest sha256() {
        return sha256;
    }

    /** The buffer for a frame with its header, which keeps its first {@link FrameFormat#HEADER_BYTES} bytes. */
    ByteBuffer stored(int length) {
        if (stored.capacity() < length) {
            ByteBuffer larger = FrameFormat.allocate(roundUp(length));
            stored.clear().limit(FrameFormat.HEADER_BYTES);
            larger.put(stored);
            stored = larger;
        }
        return stored;
    }

    /**
     * Decompresses the frame in the stored buffer, which must be intact, into {@link #bytes}.
     *
     * @return the number of bytes
     * @throws ZstdException when zstd cannot
     */
    int decode() {
        int length = FrameFormat.rawLength(stored);
        if (bytes.length < length) {
            bytes = new byte[roundUp(length)];
            raw = FrameFormat.allocate(bytes.length);
        }
        stored.clear();
        raw.clear();
        int decoded = zstd.decompressDirectByteBuffer(
                raw, 0, length, stored, FrameFormat.HEADER_BYTES, FrameFormat.storedLength(stored));
        raw.get(0, bytes, 0, decoded);
        return decoded;
    }

    byte[] bytes() {
        return bytes;
    }

    private static int roundUp(int length) {
        return Math.max(SMALLEST, length <= 1 << 20 ? Integer.highestOneBit(length - 1) << 1 : length);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
