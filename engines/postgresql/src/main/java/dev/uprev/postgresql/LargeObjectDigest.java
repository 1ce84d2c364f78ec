package dev.uprev.postgresql;

import dev.uprev.digest.ContentDigest;
import dev.uprev.digest.Xxh64Stream;

/** Takes large objects into a digest, wherever their bytes were divided; their numbers count too. For one thread. */
final class LargeObjectDigest implements LargeObjectSink {
    private static final byte[] ZEROS = new byte[8192];

    private final ContentDigest digest = new ContentDigest();
    private final Xxh64Stream hash = new Xxh64Stream();
    private boolean begun;
    private long length;

    @Override
    public void begin(long oid) {
        end();
        begun = true;
        length = 0;
        hash.reset();
        hash.update(oid);
    }

    @Override
    public void bytes(long offset, byte[] bytes, int from, int count) {
        while (length < offset) {
            int zeros = (int) Math.min(offset - length, ZEROS.length);
            hash.update(ZEROS, 0, zeros);
            length += zeros;
        }
        hash.update(bytes, from, count);
        length += count;
    }

    @Override
    public void end() {
        if (begun) {
            digest.add(hash.value());
            begun = false;
        }
    }

    /** The digest of those that have ended. */
    ContentDigest digest() {
        return digest;
    }
}
