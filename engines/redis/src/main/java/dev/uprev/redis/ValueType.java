package dev.uprev.redis;

/** The types of values, as TYPE tells them. */
enum ValueType {
    STRING("string", 1),
    LIST("list", 2),
    SET("set", 3),
    ZSET("zset", 4),
    HASH("hash", 5),
    STREAM("stream", 6);

    private final String redisName;
    private final long seed;

    ValueType(String redisName, long seed) {
        this.redisName = redisName;
        this.seed = seed;
    }

    /** What TYPE answers. */
    String redisName() {
        return redisName;
    }

    /** Where hashing begins, so that an empty or equal content of another type has another hash; part of the format. */
    long seed() {
        return seed;
    }
}
