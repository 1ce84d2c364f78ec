package dev.uprev.redis;

/**
 * What a server notes of the use of its keys, by which it throws keys out when its memory is full.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/eviction/">Key eviction</a>
 */
enum Recency {
    /** The policy does not need it. */
    NONE(""),
    /** How many seconds ago a key was used last. */
    IDLE_TIME("IDLETIME"),
    /** A logarithmic counter of how often a key was used, 0 to 255. */
    FREQUENCY("FREQ");

    private final String word;

    Recency(String word) {
        this.word = word;
    }

    /** What a policy such as {@code allkeys-lru} needs. */
    static Recency of(String policy) {
        if (policy.endsWith("lru")) {
            return IDLE_TIME;
        }
        return policy.endsWith("lfu") ? FREQUENCY : NONE;
    }

    /** The word for it in the commands OBJECT and RESTORE. */
    String word() {
        return word;
    }
}
