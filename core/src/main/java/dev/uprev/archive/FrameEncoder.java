package dev.uprev.archive;

import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Buffers and compressor of one open item; used again for the next one. Off the heap, because a compressor that works
 * on a Java array holds up the garbage collector meanwhile. Not thread-safe.
 */
final class FrameEncoder implements AutoCloseable {
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final MessageDigest sha256 = Sha256.create();
    private final byte[] seal = new byte[Sha256.BYTES];
    private final ByteBuffer raw;
    private final ByteBuffer stored;

    FrameEncoder(int frameBytes, int level) {
        zstd.setLevel(level);
        raw = ByteBuffer.allocateDirect(frameBytes);
        stored = FrameFormat.allocate(FrameFormat.HEADER_BYTES + FrameFormat.boundOf(frameBytes));
    }

    /** Begins a file. */
    void start(String file) {
        raw.clear();
        FrameFormat.firstSeal(file, sha256, seal);
    }

    /** Takes as many of these bytes as there is room for, and tells how many. */
    int fill(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, raw.remaining());
        raw.put(bytes, offset, taken);
        return taken;
    }

    boolean isFull() {
        return !raw.hasRemaining();
    }

    /** Raw bytes not yet in a frame. */
    int pending() {
        return raw.position();
    }

    /** Makes a frame of the pending bytes; the result, header and all, is good until the next call. */
    ByteBuffer encode() {
        int rawLength = raw.position();
        // zstd-jni keeps to the limits of buffers, although it is given absolute places.
        raw.clear();
        stored.clear();
        int storedLength = zstd.compressDirectByteBuffer(
                stored, FrameFormat.HEADER_BYTES, stored.capacity() - FrameFormat.HEADER_BYTES, raw, 0, rawLength);
        FrameFormat.seal(stored, storedLength, rawLength, sha256, seal);
        return stored;
    }

    /** The seal of the last frame. */
    byte[] seal() {
        return seal.clone();
    }

    @Override
    public void close() {
        zstd.close();
    }
}
