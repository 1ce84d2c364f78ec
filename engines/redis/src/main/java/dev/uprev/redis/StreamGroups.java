package dev.uprev.redis;

/**
 * The groups of a stream: name, last delivered id, every pending entry with its consumer, delivery time and number of
 * deliveries, and the names of all consumers. When a consumer was last seen or active is left out: no command can set
 * it, and servers before 7.2 mean another thing by it. For one thread.
 */
final class StreamGroups {
    private static final int ID_BYTES = 16;

    private final RdbInput input;
    private final Span span;
    private final NumberHash numbers = new NumberHash();
    private final Unordered groups = new Unordered();
    private final Unordered parts = new Unordered();
    private long counters;

    StreamGroups(RdbInput input, Span span) {
        this.input = input;
        this.span = span;
    }

    /** Reads all groups; their counters are hashed with this seed. */
    void read(int format, long seed) {
        groups.reset();
        counters = seed;
        for (int left = input.count(); left > 0; left--) {
            groups.add(group(format));
        }
    }

    /** The hash of all groups. */
    long hash(long seed) {
        return groups.hash(seed);
    }

    /** The hash of what each group has read, groups being in the order of their names. */
    long counters() {
        return counters;
    }

    private long group(int format) {
        input.string(span);
        long name = span.hash(0);
        long hash = numbers.of(input.length(), input.length(), name);
        if (format >= 2) {
            counters = numbers.of(input.length(), name, counters);
        }
        hash = deliveries(hash);
        hash = consumers(format, hash);
        return format >= 5 ? ownerless(hash) : hash;
    }

    /** Each pending entry with its delivery time and number of deliveries. */
    private long deliveries(long seed) {
        parts.reset();
        for (int left = input.count(); left > 0; left--) {
            input.raw(ID_BYTES, span);
            long id = span.hash(0);
            parts.add(numbers.of(input.int64(), input.length(), id));
        }
        return parts.hash(seed);
    }

    /** Each consumer with the ids that are pending for it. */
    private long consumers(int format, long seed) {
        long hash = seed;
        for (int left = input.count(); left > 0; left--) {
            input.string(span);
            hash = span.hash(hash);
            input.int64(); // when it was last seen
            if (format >= 3) {
                input.int64(); // when it last got an entry
            }
            hash = ids(hash);
        }
        return hash;
    }

    /** The pending entries that consumers gave back; where there are none, the hash is that of older formats. */
    private long ownerless(long seed) {
        long hash = ids(seed);
        return parts.count() == 0 ? seed : hash;
    }

    private long ids(long seed) {
        parts.reset();
        for (int left = input.count(); left > 0; left--) {
            input.raw(ID_BYTES, span);
            parts.add(span.hash(0));
        }
        return parts.hash(seed);
    }
}
