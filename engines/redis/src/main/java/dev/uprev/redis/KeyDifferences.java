package dev.uprev.redis;

import dev.uprev.plan.Difference;
import dev.uprev.transfer.Differences;
import java.time.Instant;

/** Says in what a key of the target differs from that of the dump. Thread-safe. */
final class KeyDifferences {
    private final Differences differences;

    KeyDifferences(Differences differences) {
        this.differences = differences;
    }

    /** A key is not there, though it has not expired. */
    void missing(int database, byte[] key) {
        add(database, key, "key", "present", "missing");
    }

    /** A key is there that nobody has dumped. */
    void unexpected(int database, byte[] key) {
        add(database, key, "key", "missing", "present");
    }

    void value(int database, byte[] key, ValueDigest source, ValueDigest target) {
        if (!source.agreesWith(target)) {
            add(database, key, "value", describe(source), describe(target));
        }
    }

    /** Times in milliseconds since 1970 by the target's clock that should be the same; 0 for never. */
    void expiry(int database, byte[] key, long source, long target) {
        add(database, key, "time to live", time(source), time(target));
    }

    void count(int database, long source, long target) {
        differences.add(new Difference(
                "database " + database, "number of keys", String.valueOf(source), String.valueOf(target)));
    }

    private void add(int database, byte[] key, String aspect, String source, String target) {
        differences.add(new Difference("database " + database + ", key " + KeyText.of(key), aspect, source, target));
    }

    private static String describe(ValueDigest value) {
        return value.type().redisName() + " of " + value.elements() + ", digest " + Long.toHexString(value.hash());
    }

    private static String time(long expiry) {
        return expiry == 0 ? "none" : String.valueOf(Instant.ofEpochMilli(expiry));
    }
}
