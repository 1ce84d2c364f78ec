package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.Version;
import dev.uprev.plan.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Talks to a cluster whose nodes come and go, and waits for it as long as something moves in it. For one thread. */
final class ClusterWatch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** So long it may seem to do nothing: an election, and the delay before copies are made elsewhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final Set<String> COMES_BACK =
            Set.of("cannot-connect", "connect-timeout", "not-elasticsearch", "server-lost", "cluster-not-ready");

    private final StepContext run;

    ClusterWatch(StepContext run) {
        this.run = run;
    }

    /** The instance at one of its addresses alone. */
    private Instance at(HostPort address) {
        return run.source().withAddresses(List.of(address));
    }

    /** Whether a node answers. */
    boolean isUp(HostPort address) {
        return Cluster.isUp(Side.SOURCE, at(address), run.secrets());
    }

    /** Talks to whichever nodes are up, again where none is for a while or no master is elected. */
    <T> T talk(Function<Cluster, T> talk) throws InterruptedException {
        return talk(run.source(), talk);
    }

    private <T> T talk(Instance instance, Function<Cluster, T> talk) throws InterruptedException {
        Instant end = run.clock().instant().plus(PATIENCE);
        while (true) {
            try (Cluster cluster = Cluster.open(Side.SOURCE, instance, run.secrets())) {
                return talk.apply(cluster);
            } catch (UpgradeException e) {
                if (!COMES_BACK.contains(e.code()) || run.clock().instant().isAfter(end)) {
                    throw e;
                }
            }
            run.pause(LOOK_EVERY);
        }
    }

    /** The version that a node says it has. */
    Version version(HostPort address) throws InterruptedException {
        return talk(at(address), cluster -> cluster.product().version());
    }

    /**
     * Waits until the cluster is as it has to be.
     *
     * @param wanted looks at an answer of {@code /_cluster/health}
     * @throws UpgradeException {@code cluster-not-healthy} when nothing moves any more and it is not
     */
    void awaitHealth(String what, Predicate<JsonNode> wanted) throws InterruptedException {
        Instant end = run.clock().instant().plus(PATIENCE);
        String before = "";
        while (true) {
            JsonNode health = talk(cluster -> cluster.get("/_cluster/health"));
            if (wanted.test(health)) {
                return;
            }
            String now = progress(health);
            if (!now.equals(before)) {
                before = now;
                end = run.clock().instant().plus(PATIENCE);
            }
            if (run.clock().instant().isAfter(end)) {
                throw UpgradeException.failed("cluster-not-healthy", "the cluster does not get " + what)
                        .seen(now + explanation().map(reason -> "; " + reason).orElse(""))
                        .why("nothing has changed for " + PATIENCE.toSeconds() + " s")
                        .fix("see GET /_cluster/allocation/explain and the logs of the nodes");
            }
            run.pause(LOOK_EVERY);
        }
    }

    private static String progress(JsonNode health) {
        return "status " + health.path("status").asText()
                + ", nodes " + health.path("number_of_nodes").asInt()
                + ", active shards " + health.path("active_shards").asInt()
                + ", initializing " + health.path("initializing_shards").asInt()
                + ", relocating " + health.path("relocating_shards").asInt()
                + ", unassigned " + health.path("unassigned_shards").asInt();
    }

    /** Why a shard is at no node, in the server's own words. */
    private Optional<String> explanation() throws InterruptedException {
        return talk(cluster -> {
            Answer answer = cluster.ask(Call.get("/_cluster/allocation/explain"));
            return answer.isSuccess()
                    ? Optional.of("[" + answer.body().path("index").asText() + "]["
                            + answer.body().path("shard").asText() + "]: "
                            + answer.body().path("allocate_explanation").asText())
                    : Optional.<String>empty();
        });
    }

    /** Whether nothing is on its way; copies may be missing that cannot be anywhere. */
    static boolean isSettled(JsonNode health) {
        return health.path("initializing_shards").asInt() == 0
                && health.path("relocating_shards").asInt() == 0
                && health.path("delayed_unassigned_shards").asInt() == 0
                && health.path("number_of_in_flight_fetch").asInt() == 0
                && health.path("number_of_pending_tasks").asInt() == 0;
    }

    /** Whether each shard has a copy that serves. */
    static boolean isServing(JsonNode health) {
        return !health.path("status").asText().equals("red");
    }
}
