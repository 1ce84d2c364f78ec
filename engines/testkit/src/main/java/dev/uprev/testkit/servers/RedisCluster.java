package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster of real Redis or Valkey servers on 127.0.0.1: some primaries that share the slots evenly, and the replicas
 * that are added. Closing it closes all. Not thread-safe.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/">Cluster specification</a>
 */
public final class RedisCluster implements AutoCloseable {
    private static final int SLOTS = 16_384;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final String release;
    private final UnaryOperator<RedisSetup> more;
    private final List<RedisServer> primaries = new ArrayList<>();
    private final List<RedisServer> replicas = new ArrayList<>();

    private RedisCluster(String release, UnaryOperator<RedisSetup> more) {
        this.release = release;
        this.more = more;
    }

    /**
     * Starts a cluster without replicas; returns when every node says that it is well.
     *
     * @param release any of {@link RedisServer#releases()} but {@code 2.8}, which knows no clusters
     * @throws UpgradeException as {@link RedisSetup#start()}
     */
    public static RedisCluster start(String release, int primaries) {
        return start(release, primaries, UnaryOperator.identity());
    }

    /**
     * Starts a cluster whose nodes have something in common, such as a password.
     *
     * @param more what is added to the setup of each node
     * @throws UpgradeException as {@link RedisSetup#start()}
     */
    public static RedisCluster start(String release, int primaries, UnaryOperator<RedisSetup> more) {
        RedisCluster cluster = new RedisCluster(release, more);
        try {
            for (int i = 0; i < primaries; i++) {
                cluster.primaries.add(cluster.startNode());
            }
            cluster.shareSlots();
            cluster.primaries.forEach(cluster::introduce);
            await(
                    "the cluster is not well",
                    () -> cluster.primaries.stream().allMatch(node -> cluster.isWell(node, primaries)));
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private RedisServer startNode() {
        return more.apply(RedisServer.setup(release).setting("cluster-enabled", "yes"))
                .start();
    }

    private void shareSlots() {
        for (int i = 0; i < primaries.size(); i++) {
            // Epochs that differ from the start need not be agreed on first.
            ok(primaries.get(i), "CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            Stream<String> slots = IntStream.range(SLOTS * i / primaries.size(), SLOTS * (i + 1) / primaries.size())
                    .mapToObj(Integer::toString);
            ok(
                    primaries.get(i),
                    Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots).toArray(String[]::new));
        }
    }

    private void introduce(RedisServer node) {
        ok(primaries.get(0), "CLUSTER", "MEET", ServerAddress.HOST, Integer.toString(node.port()));
    }

    private boolean isWell(RedisServer node, int nodes) {
        return node.ask("CLUSTER", "INFO")
                .lines()
                .toList()
                .containsAll(
                        List.of("cluster_state:ok", "cluster_slots_assigned:" + SLOTS, "cluster_known_nodes:" + nodes));
    }

    /**
     * Adds a replica of a primary and waits until it has its data. Where there is a password, the nodes need the
     * setting {@code masterauth}.
     *
     * @throws UpgradeException as {@link RedisSetup#start()}
     */
    public RedisServer addReplica(RedisServer primary) {
        RedisServer replica = startNode();
        replicas.add(replica);
        introduce(replica);
        String id = primary.ask("CLUSTER", "MYID");
        await(
                "the replica does not know its primary",
                () -> replica.ask("CLUSTER", "REPLICATE", id).equals("OK"));
        await(
                "the replica has no data",
                () -> replica.ask("INFO", "replication").lines().anyMatch("master_link_status:up"::equals));
        return replica;
    }

    public List<RedisServer> primaries() {
        return List.copyOf(primaries);
    }

    public List<RedisServer> replicas() {
        return List.copyOf(replicas);
    }

    /** How the library is told of this cluster: by the addresses of its primaries. */
    public Instance instance() {
        Instance first = primaries.get(0).instance();
        List<HostPort> addresses =
                primaries.stream().map(node -> node.instance().address()).toList();
        return first.withAddresses(addresses);
    }

    @Override
    public void close() {
        replicas.forEach(RedisServer::close);
        primaries.forEach(RedisServer::close);
    }

    private static void ok(RedisServer server, String... words) {
        String answer = server.ask(words);
        if (!answer.equals("OK")) {
            throw UpgradeException.failed("server-start-failed", server + " refuses " + words[0] + " " + words[1])
                    .seen(answer)
                    .fix("see the server's log, and that the release knows clusters");
        }
    }

    private static void await(String failure, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw UpgradeException.failed("server-start-failed", failure + " after " + LIMIT.toSeconds() + " s")
                        .fix("see the logs of the servers");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
