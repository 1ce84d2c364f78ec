package dev.uprev.redis;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How the clock of a server, by which its keys expire, stands against that of this machine.
 *
 * @param ahead by how many milliseconds it is before the clock of this machine; less than 0 where it is behind
 * @param uncertainty by how many milliseconds that may be wrong
 */
record ServerClock(long ahead, long uncertainty) {
    private static final String AHEAD = "clock";
    private static final String UNCERTAINTY = "clock-uncertainty";
    private static final int SAMPLES = 5;

    /** What TIME replies, in milliseconds since 1970. */
    static long millis(Reply time) {
        List<Reply> parts = time.list();
        return Long.parseLong(parts.get(0).toString()) * 1000
                + Long.parseLong(parts.get(1).toString()) / 1000;
    }

    /** Asks some times; the fastest reply counts. */
    static ServerClock of(RespConnection server, InstantSource clock) throws IOException {
        ServerClock best = new ServerClock(0, Long.MAX_VALUE);
        for (int i = 0; i < SAMPLES && best.uncertainty > 1; i++) {
            long before = clock.millis();
            long there = millis(RedisErrors.require("TIME", server.call("TIME")));
            long after = clock.millis();
            long uncertainty = (after - before + 1) / 2 + 1;
            if (uncertainty < best.uncertainty) {
                best = new ServerClock(there - (before + after) / 2, uncertainty);
            }
        }
        return best;
    }

    /** Reads what {@link #put} has kept. */
    static ServerClock of(Map<String, String> metadata) {
        return new ServerClock(
                Long.parseLong(metadata.getOrDefault(AHEAD, "0")),
                Long.parseLong(metadata.getOrDefault(UNCERTAINTY, "0")));
    }

    /** Keeps it among the facts of an item. */
    void put(SortedMap<String, String> metadata) {
        metadata.put(AHEAD, String.valueOf(ahead));
        metadata.put(UNCERTAINTY, String.valueOf(uncertainty));
    }

    /**
     * What is to be added to a time by the other clock so that it means the same by this one: nothing where both agree
     * as far as can be told, so that times stay what they were to the millisecond.
     */
    long correctionOf(ServerClock other) {
        long difference = ahead - other.ahead;
        return Math.abs(difference) <= uncertainty + other.uncertainty ? 0 : difference;
    }
}
