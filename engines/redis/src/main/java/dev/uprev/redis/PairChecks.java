package dev.uprev.redis;

import dev.uprev.compat.Finding;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What is to be known of source and target together: their first servers are compared. */
final class PairChecks {
    private static final long LARGE_MILLIS = 1000;

    private final Connections sources;
    private final Connections targets;
    private final InstantSource clock;

    PairChecks(Connections sources, Connections targets, InstantSource clock) {
        this.sources = sources;
        this.targets = targets;
        this.clock = clock;
    }

    List<Finding> findings() throws IOException {
        List<Finding> findings = new ArrayList<>();
        try (RespConnection source = first(sources);
                RespConnection target = first(targets)) {
            String id = ServerInfo.of(source).runId();
            if (id.equals(ServerInfo.of(target).runId())) {
                return List.of(Finding.blocker(
                        "same-server",
                        sources.instance() + ", " + targets.instance() + ": run_id:" + id,
                        "both addresses lead to one and the same server",
                        "name another server as the target"));
            }
            clocks(source, target, findings);
            findings.addAll(SettingsComparison.findings(source, target));
        }
        return findings;
    }

    private static RespConnection first(Connections connections) throws IOException {
        return connections.open(Topology.of(connections).primaries().get(0));
    }

    private void clocks(RespConnection source, RespConnection target, List<Finding> findings) throws IOException {
        if (source.call("TIME") instanceof Reply.Failure || target.call("TIME") instanceof Reply.Failure) {
            return;
        }
        long ahead = ServerClock.of(target, clock).ahead()
                - ServerClock.of(source, clock).ahead();
        if (Math.abs(ahead) > LARGE_MILLIS) {
            findings.add(Finding.warning(
                    "clocks-differ",
                    "the target's clock is " + Math.abs(ahead) + " ms " + (ahead > 0 ? "ahead" : "behind"),
                    "times to live are corrected by that; but what applications reckon with these clocks is not",
                    "set the clocks right"));
        }
    }
}
