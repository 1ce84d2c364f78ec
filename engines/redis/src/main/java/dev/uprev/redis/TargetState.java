package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What tells whether the servers of the target may have lost keys meanwhile.
 *
 * @param runIds of each server, which changes when it is started
 * @param evicted how many keys they have thrown out since they were started
 */
record TargetState(SortedMap<String, String> runIds, long evicted) {
    TargetState {
        runIds = Collections.unmodifiableSortedMap(new TreeMap<>(runIds));
    }

    static TargetState of(Connections connections) throws IOException {
        SortedMap<String, String> runIds = new TreeMap<>();
        long evicted = 0;
        for (HostPort primary : Topology.of(connections).primaries()) {
            try (RespConnection server = connections.open(primary)) {
                ServerInfo info = ServerInfo.of(server);
                runIds.put(primary.toString(), info.runId());
                evicted += info.number("evicted_keys");
            }
        }
        return new TargetState(runIds, evicted);
    }

    /** Takes out all keys of all databases of all servers. */
    static void empty(Connections connections) throws IOException {
        for (HostPort primary : Topology.of(connections).primaries()) {
            try (RespConnection server = connections.open(primary)) {
                RedisErrors.require("FLUSHALL", server.call("FLUSHALL"));
            }
        }
    }

    /**
     * Compares with what was there before.
     *
     * @throws UpgradeException {@code target-restarted}, {@code target-evicts}
     */
    void requireNothingLostSince(TargetState before) {
        if (!runIds.equals(before.runIds)) {
            throw UpgradeException.failed("target-restarted", "cannot rely on what was restored")
                    .seen(String.join(", ", runIds.keySet()))
                    .why(
                            "a server of the target was started anew meanwhile, or another one has taken its place, and may"
                                    + " have lost what it had in memory")
                    .fix("resume: everything is restored again");
        }
        if (evicted > before.evicted) {
            throw UpgradeException.failed("target-evicts", "the target did not keep all keys")
                    .seen(evicted - before.evicted + " evicted keys")
                    .why("its memory is full, and its policy is to throw keys out")
                    .fix("raise maxmemory of the target, or set maxmemory-policy noeviction; then resume");
        }
    }
}
