package dev.uprev.redis;

import dev.uprev.digest.ContentDigest;
import dev.uprev.digest.Xxh64;

/** A digest of many keys with their values, in any order. For one thread. */
final class KeyspaceDigest {
    private final PayloadDigest payloads = new PayloadDigest();
    private ContentDigest sum = new ContentDigest();

    /** Adds a key. */
    void add(byte[] key, int keyLength, byte[] payload, int payloadLength) {
        ValueDigest value = payloads.digest(payload, 0, payloadLength);
        long seed = Xxh64.hash(key, 0, keyLength, value.type().redisName().hashCode());
        sum.add(Long.rotateLeft(seed, 31) * 0x9E3779B97F4A7C15L ^ value.hash());
    }

    /** Gives the digest of what was added since the last time, and begins anew. */
    ContentDigest take() {
        ContentDigest taken = sum;
        sum = new ContentDigest();
        return taken;
    }
}
