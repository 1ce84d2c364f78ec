package dev.uprev.redis;

import java.util.Optional;
import java.util.stream.Stream;

/** The types of values, as TYPE tells them. */
enum ValueType {
    STRING("string", 1),
    LIST("list", 2),
    SET("set", 3),
    ZSET("zset", 4),
    HASH("hash", 5),
    STREAM("stream", 6),
    /** Known to a module alone, and told by TYPE by a name of the module's own. */
    MODULE("module", 7);

    private final String redisName;
    private final long seed;

    ValueType(String redisName, long seed) {
        this.redisName = redisName;
        this.seed = seed;
    }

    /** The type that TYPE tells by this name; none for those of modules. */
    static Optional<ValueType> named(String redisName) {
        return Stream.of(values())
                .filter(type -> type != MODULE && type.redisName.equals(redisName))
                .findFirst();
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
