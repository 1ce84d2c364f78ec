package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import java.io.IOException;
import java.time.InstantSource;

/**
 * When keys of an item expire by the clock of the target.
 *
 * @param correction what is to be added to a time by the source's clock
 * @param tolerance by how many milliseconds times may differ that are to be the same
 */
record Deadlines(InstantSource clock, ServerClock target, long correction, long tolerance) {
    /** What may lie between two commands at a server that has other work to do. */
    private static final long TOLERANCE_MILLIS = 20;

    static Deadlines of(RespConnection target, InstantSource clock, ArchiveEntry entry) throws IOException {
        return of(ServerClock.of(target, clock), clock, entry);
    }

    static Deadlines of(ServerClock here, InstantSource clock, ArchiveEntry entry) {
        ServerClock there = ServerClock.of(entry.metadata());
        return new Deadlines(
                clock, here, here.correctionOf(there), TOLERANCE_MILLIS + here.uncertainty() + there.uncertainty());
    }

    /** A time by the target's clock, for one by the source's; 0 stays 0, never. */
    long here(long expiry) {
        return expiry == 0 ? 0 : expiry + correction;
    }

    long now() {
        return clock.millis() + target.ahead();
    }

    /** Whether two times mean the same; 0 is never. */
    boolean areSame(long one, long other) {
        return (one == 0) == (other == 0) && Math.abs(one - other) <= tolerance;
    }

    /** Whether a key that is not there has expired: by now, or as good as now. */
    boolean mayBeOver(long expiry) {
        return expiry != 0 && expiry <= now() + tolerance;
    }

    /** Fields of hashes that expire by then may be there or not: their times are those of the source's clock. */
    long fieldsOver() {
        return now() + Math.abs(correction) + tolerance;
    }

    boolean isOver(long expiry) {
        return expiry != 0 && expiry <= now();
    }
}
