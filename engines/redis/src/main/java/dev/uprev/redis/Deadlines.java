package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import java.io.IOException;
import java.time.InstantSource;

/**
 * When keys of an item expire by the clock of the target.
 *
 * @param correction what is to be added to a time by the source's clock
 */
record Deadlines(InstantSource clock, ServerClock target, long correction) {
    static Deadlines of(RespConnection target, InstantSource clock, ArchiveEntry entry) throws IOException {
        ServerClock here = ServerClock.of(target, clock);
        return new Deadlines(clock, here, here.correctionOf(ServerClock.of(entry.metadata())));
    }

    /** A time by the target's clock, for one by the source's; 0 stays 0, never. */
    long here(long expiry) {
        return expiry == 0 ? 0 : expiry + correction;
    }

    long now() {
        return clock.millis() + target.ahead();
    }

    boolean isOver(long expiry) {
        return expiry != 0 && expiry <= now();
    }
}
