package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import java.util.Base64;
import java.util.SortedMap;

/**
 * What an item of the archive says of the one large key that it has. Its content are the commands that build the value.
 *
 * @param key the key
 * @param type of its value
 * @param expiry when it expires, in milliseconds since 1970 by the source's clock, 0 for never
 */
@SuppressWarnings("ArrayRecordComponent") // never compared with another
record LargeKey(byte[] key, ValueType type, long expiry) {
    /** Kind of the items of the archive. */
    static final String KIND = "large key";

    private static final String KEY = "key";
    private static final String TYPE = "type";
    private static final String EXPIRY = "expiry";

    static LargeKey of(ArchiveEntry entry) {
        SortedMap<String, String> facts = entry.metadata();
        return new LargeKey(
                Base64.getDecoder().decode(facts.getOrDefault(KEY, "")),
                ValueType.named(facts.getOrDefault(TYPE, "")).orElseThrow(),
                Long.parseLong(facts.getOrDefault(EXPIRY, "0")));
    }

    void put(SortedMap<String, String> metadata) {
        metadata.put(KEY, Base64.getEncoder().encodeToString(key));
        metadata.put(TYPE, type.redisName());
        metadata.put(EXPIRY, String.valueOf(expiry));
    }
}
