package dev.uprev.redis;

import dev.uprev.compat.Finding;
import java.util.ArrayList;
import java.util.List;

/** Whether the memory of the target is enough. Sizes in bytes. */
final class TargetRoom {
    /** The same data may take more in another release, and clients need some. */
    private static final double RESERVE = 1.1;

    private final long needed;
    private long free;
    private boolean known = true;
    private boolean limited;
    private String policy = "noeviction";

    /** @param needed what the data take on the source */
    TargetRoom(long needed) {
        this.needed = needed;
    }

    /** Adds a server of the target, whose keys are to be spread over all of them. */
    void add(ServerInfo info) {
        long limit = info.number("maxmemory");
        limited |= limit > 0;
        long most = limit > 0 ? limit : info.number("total_system_memory");
        known &= most > 0;
        free += Math.max(0, most - info.number("used_memory"));
        if (!info.field("maxmemory_policy").isEmpty()) {
            policy = info.field("maxmemory_policy");
        }
    }

    List<Finding> findings() {
        if (!known) {
            return List.of();
        }
        String seen = "source " + needed + " bytes, target " + free + " bytes free"
                + (limited ? " below maxmemory, maxmemory-policy " + policy : " in the machine's memory");
        List<Finding> findings = new ArrayList<>();
        String fix = limited ? "raise maxmemory of the target" : "take a machine with more memory";
        if (free < needed) {
            findings.add(Finding.blocker("target-too-small", seen, "the data will not fit", fix));
        } else if (free < needed * RESERVE) {
            findings.add(Finding.warning("target-memory-tight", seen, "the data will hardly fit", fix));
        }
        if (limited && !policy.equals("noeviction")) {
            findings.add(Finding.info(
                    "target-evicts",
                    seen,
                    "when its memory is full, the target throws out keys instead of refusing new ones",
                    "leave enough room, or set maxmemory-policy to noeviction until the upgrade is done"));
        }
        return findings;
    }
}
