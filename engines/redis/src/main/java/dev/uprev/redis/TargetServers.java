package dev.uprev.redis;

import dev.uprev.model.HostPort;
import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A worker's connections to the servers of the target: one, or one to each primary of a cluster. For one thread; only
 * {@link #cancel} may be called by any other.
 */
final class TargetServers implements AutoCloseable, Crew.Stoppable {
    private final Connections connections;
    private final Topology topology;
    private final Optional<ClusterSlots> slots;
    private final Map<HostPort, Pipeline> open = new HashMap<>();
    private final Map<HostPort, Integer> databases = new HashMap<>();
    private Optional<ServerInfo> info = Optional.empty();
    private boolean cancelled;

    private TargetServers(Connections connections, Topology topology, Optional<ClusterSlots> slots) {
        this.connections = connections;
        this.topology = topology;
        this.slots = slots;
    }

    static TargetServers open(Connections connections) throws IOException {
        Topology topology = Topology.of(connections);
        if (!topology.cluster()) {
            return new TargetServers(connections, topology, Optional.empty());
        }
        HostPort first = topology.primaries().get(0);
        try (RespConnection node = connections.open(first)) {
            return new TargetServers(connections, topology, Optional.of(ClusterSlots.of(node, first.host())));
        }
    }

    /** What one of them tells of itself. */
    ServerInfo info() throws IOException {
        if (info.isEmpty()) {
            info = Optional.of(ServerInfo.of(any()));
        }
        return info.get();
    }

    /**
     * The way to a key, with the database selected. Between keys of different databases, {@link #settle} has to be
     * called.
     */
    Pipeline of(int database, byte[] key) throws IOException {
        HostPort address = slots.isPresent()
                ? slots.get().server(key, key.length)
                : topology.primaries().get(0);
        Pipeline pipeline = open(address);
        if (databases.getOrDefault(address, 0) != database) {
            RedisErrors.require("SELECT", pipeline.server().call("SELECT", database));
            databases.put(address, database);
        }
        return pipeline;
    }

    /** As {@link RespConnection#doNotTouch}, for all of them. */
    void doNotTouch() throws IOException {
        ServerInfo server = info();
        for (HostPort address : topology.primaries()) {
            open(address).server().doNotTouch(server);
        }
    }

    /** Whether each server has only some of the keys. */
    boolean isCluster() {
        return slots.isPresent();
    }

    /** One of them, where nothing is on its way. */
    RespConnection any() throws IOException {
        return open(topology.primaries().get(0)).server();
    }

    /** Waits until nothing is on its way to any of them. */
    void settle() throws IOException {
        for (Pipeline pipeline : open.values()) {
            pipeline.settle();
        }
    }

    private Pipeline open(HostPort address) throws IOException {
        Pipeline pipeline = open.get(address);
        if (pipeline == null) {
            pipeline = new Pipeline(connections.open(address));
            keep(address, pipeline);
        }
        return pipeline;
    }

    private synchronized void keep(HostPort address, Pipeline pipeline) {
        open.put(address, pipeline);
        if (cancelled) {
            pipeline.server().cancel();
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        open.values().forEach(pipeline -> pipeline.server().cancel());
    }

    @Override
    public void close() throws IOException {
        for (Pipeline pipeline : open.values()) {
            pipeline.server().close();
        }
    }
}
