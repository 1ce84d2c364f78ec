package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster of several real Elasticsearch or OpenSearch nodes on 127.0.0.1, any of which may become the master. They
 * share the folder for snapshots. Closing it closes all. Not thread-safe.
 */
public final class ElasticsearchCluster implements AutoCloseable {
    private final Path snapshots;
    private final List<ElasticsearchServer> nodes = new ArrayList<>();

    private ElasticsearchCluster(Path snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Starts a cluster; returns when all nodes have joined.
     *
     * @throws UpgradeException as {@link ElasticsearchSetup#start()}
     */
    public static ElasticsearchCluster start(String release, int nodes) {
        return start(release, nodes, UnaryOperator.identity());
    }

    /**
     * Starts a cluster; returns when all nodes have joined.
     *
     * @param more what is added to the setup of each node, which is known by {@link ElasticsearchSetup#nodeName()}
     * @throws UpgradeException as {@link ElasticsearchSetup#start()}
     */
    public static ElasticsearchCluster start(String release, int nodes, UnaryOperator<ElasticsearchSetup> more) {
        try {
            Path snapshots = Files.createTempDirectory("uprev-es-snapshots");
            ElasticsearchCluster cluster = new ElasticsearchCluster(snapshots);
            try {
                cluster.startAll(ElasticsearchServer.programs(release), nodes, more);
                cluster.awaitNodes(nodes);
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the files of an Elasticsearch cluster", e);
        }
    }

    /** All at once: they spend most of the time with one another. */
    private void startAll(Path programs, int count, UnaryOperator<ElasticsearchSetup> more) {
        List<String> names =
                IntStream.rangeClosed(1, count).mapToObj(i -> "node-" + i).toList();
        List<Integer> ports =
                Stream.generate(FreePort::find).distinct().limit(count).toList();
        String name = snapshots.getFileName().toString();
        List<CompletableFuture<ElasticsearchServer>> starting = names.stream()
                .map(node -> {
                    ElasticsearchSetup setup =
                            ElasticsearchServer.setup(programs).snapshots(snapshots);
                    setup.membership = Optional.of(new ElasticsearchMembership(name, node, names, ports));
                    return CompletableFuture.supplyAsync(() -> more.apply(setup).start());
                })
                .toList();
        Optional<Throwable> failure = Optional.empty();
        for (CompletableFuture<ElasticsearchServer> node : starting) {
            try {
                nodes.add(node.join());
            } catch (CompletionException e) {
                failure = failure.or(() -> Optional.ofNullable(e.getCause()));
            }
        }
        if (failure.isPresent()) {
            throw failure.get() instanceof RuntimeException e ? e : new IllegalStateException(failure.get());
        }
    }

    private void awaitNodes(int count) {
        node(0).ask("GET", "/_cluster/health?timeout=120s&wait_for_nodes=" + count);
    }

    /**
     * Waits until every copy of every shard is there.
     *
     * @throws AssertionError when that takes more than two minutes
     */
    public void awaitGreen() {
        node(0).ask("GET", "/_cluster/health?timeout=120s&wait_for_status=green");
    }

    /** The nodes, {@code node-1} first. */
    public List<ElasticsearchServer> nodes() {
        return List.copyOf(nodes);
    }

    /** The node at this place, 0 for {@code node-1}. */
    public ElasticsearchServer node(int index) {
        return nodes.get(index);
    }

    /** The node that is the master now. */
    public ElasticsearchServer master() {
        String name = node(0).ask("GET", "/_cat/master?h=node").strip();
        return nodes.stream()
                .filter(node -> node.nodeName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the master is no node of this cluster: " + name));
    }

    /** How the library is told of this cluster: by the addresses of all nodes. */
    public Instance instance() {
        Instance first = node(0).instance();
        List<HostPort> addresses =
                nodes.stream().map(node -> node.instance().address()).toList();
        return first.withAddresses(addresses);
    }

    @Override
    public void close() {
        CompletableFuture.allOf(nodes.stream()
                        .map(node -> CompletableFuture.runAsync(node::close))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        try {
            FileTree.delete(snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
