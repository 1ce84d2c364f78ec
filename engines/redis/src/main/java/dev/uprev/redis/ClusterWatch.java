package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.time.Duration;
import java.time.Instant;

/** Waits until the nodes of a cluster have found together again after they were started. */
final class ClusterWatch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ClusterWatch() {}

    /**
     * Returns when this node says that all slots are served; before, it serves no keys.
     *
     * @throws UpgradeException {@code cluster-not-ok}
     */
    static void await(StepContext run, ServerSite site) throws InterruptedException {
        Instant end = run.clock().instant().plus(PATIENCE);
        while (true) {
            String state = new ServerWatch(run, site.address())
                    .talk(server -> ServerInfo.parse(
                                    server.call("CLUSTER", "INFO").toString())
                            .field("cluster_state"));
            if (state.equals("ok")) {
                return;
            }
            if (run.clock().instant().isAfter(end)) {
                throw UpgradeException.failed("cluster-not-ok", "the nodes of the cluster do not find together again")
                        .seen("cluster_state:" + state + " says server " + site)
                        .why("some slots are served by nobody, " + PATIENCE.toSeconds() + " seconds after the start")
                        .fix("see CLUSTER NODES on each of them");
            }
            run.pause(LOOK_EVERY);
        }
    }
}
