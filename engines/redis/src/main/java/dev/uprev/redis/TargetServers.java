package dev.uprev.redis;

import dev.uprev.model.HostPort;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A worker's connections to the servers of the target: one, or one to each primary of a cluster. For one thread. */
final class TargetServers implements AutoCloseable {
    private final Connections connections;
    private final Topology topology;
    private final Optional<ClusterSlots> slots;
    private final Map<HostPort, RespConnection> open = new HashMap<>();
    private final Map<HostPort, Integer> databases = new HashMap<>();

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

    /** The connection for a key, with the database selected. */
    RespConnection of(int database, byte[] key, int length) throws IOException {
        HostPort address = slots.isPresent()
                ? slots.get().server(key, length)
                : topology.primaries().get(0);
        RespConnection server = open.get(address);
        if (server == null) {
            server = connections.open(address);
            open.put(address, server);
        }
        if (databases.getOrDefault(address, 0) != database) {
            RedisErrors.require("SELECT", server.call("SELECT", database));
            databases.put(address, database);
        }
        return server;
    }

    /** Those that were needed so far. */
    Iterable<RespConnection> used() {
        return open.values();
    }

    /** Any of them, for what concerns all. */
    RespConnection any() throws IOException {
        return of(0, new byte[0], 0);
    }

    @Override
    public void close() throws IOException {
        for (RespConnection server : open.values()) {
            server.close();
        }
    }
}
