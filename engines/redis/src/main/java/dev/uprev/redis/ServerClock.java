package dev.uprev.redis;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** The clock of a server, by which its keys expire. */
final class ServerClock {
    private ServerClock() {}

    /** What TIME replies, in milliseconds since 1970. */
    static long millis(Reply time) {
        List<Reply> parts = time.list();
        return Long.parseLong(parts.get(0).toString()) * 1000
                + Long.parseLong(parts.get(1).toString()) / 1000;
    }

    /** By how many milliseconds it is before the clock of this machine; less than 0 where it is behind. */
    static long ahead(RespConnection server, InstantSource clock) throws IOException {
        long before = clock.millis();
        long there = millis(server.call("TIME"));
        return there - (before + clock.millis()) / 2;
    }
}
