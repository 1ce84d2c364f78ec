package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** When keys of an item of the archive expire by the clock of each server that gets some of them. For one thread. */
final class ItemDeadlines {
    private final InstantSource clock;
    private final ArchiveEntry entry;
    private final Map<RespConnection, Deadlines> servers = new HashMap<>();

    ItemDeadlines(InstantSource clock, ArchiveEntry entry) {
        this.clock = clock;
        this.entry = entry;
    }

    /** Asks the server, the first time; nothing may be due from it then. */
    Deadlines at(RespConnection server) throws IOException {
        Deadlines known = servers.get(server);
        if (known == null) {
            known = Deadlines.of(server, clock, entry);
            servers.put(server, known);
        }
        return known;
    }
}
