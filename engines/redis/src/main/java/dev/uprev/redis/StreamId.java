package dev.uprev.redis;

import dev.uprev.model.Version;

/** Ids of entries of streams: milliseconds and a number, both unsigned, as in {@code 1700000000000-0}. */
final class StreamId {
    /** Since then a stream counts what was ever added, and a group what it has read. */
    static final Version COUNTERS_SINCE = Version.parse("7");

    private StreamId() {}

    /** The next possible id. */
    static String after(String id) {
        int dash = id.indexOf('-');
        long time = Long.parseUnsignedLong(id.substring(0, dash));
        long number = Long.parseUnsignedLong(id.substring(dash + 1));
        return number == -1
                ? Long.toUnsignedString(time + 1) + "-0"
                : Long.toUnsignedString(time) + "-" + Long.toUnsignedString(number + 1);
    }
}
