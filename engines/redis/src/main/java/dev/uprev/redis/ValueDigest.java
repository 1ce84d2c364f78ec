package dev.uprev.redis;

/**
 * What is known of a value after its payload was decoded.
 *
 * @param type its type
 * @param elements how many elements, fields, members or entries it has; 1 for a string
 * @param hash of the content: equal values have equal hashes, whatever server wrote them and however they are encoded
 * @param counters for a stream a hash of what only servers from 7.0 on keep: the largest id that was deleted, how many
 *     entries were ever added, and how many each group has read; 0 when the payload has none
 * @param firstFieldExpiry the earliest time, in milliseconds since 1970, at which a field of a hash expires;
 *     {@link Long#MAX_VALUE} when none does. Digests that were taken before and after it may differ rightly
 */
record ValueDigest(ValueType type, long elements, long hash, long counters, long firstFieldExpiry) {
    static final long NEVER = Long.MAX_VALUE;

    static ValueDigest of(ValueType type, long elements, long hash) {
        return new ValueDigest(type, elements, hash, 0, NEVER);
    }

    /**
     * Whether another payload holds the same value. Counters are compared only when both have them: a server from 7.0
     * on makes up counters for a stream that it got from an older one.
     */
    boolean agreesWith(ValueDigest other) {
        return type == other.type
                && elements == other.elements
                && hash == other.hash
                && (counters == 0 || other.counters == 0 || counters == other.counters);
    }
}
