package dev.uprev.redis;

import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.Version;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceInspector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at all servers of an instance. Thread-safe. */
final class RedisInspector implements InstanceInspector {
    @Override
    public InstanceFacts inspect(Instance instance, UpgradeRequest request, InspectionContext access) {
        Side side = Side.of(instance, request);
        Connections connections = new Connections(side, instance, access.secrets());
        try {
            Topology topology = Topology.of(connections);
            Look look = new Look();
            for (HostPort primary : topology.primaries()) {
                try (RespConnection connection = connections.open(primary)) {
                    look.at(connection);
                }
            }
            return look.facts(topology);
        } catch (IOException e) {
            throw NetworkErrors.explain("cannot look at the " + side + ", " + instance, instance, e);
        }
    }

    /** What the servers tell, one after the other. */
    private static final class Look {
        private final List<ServerInfo> servers = new ArrayList<>();
        private final TreeSet<String> modules = new TreeSet<>();
        private OptionalInt rdbVersion = OptionalInt.empty();

        void at(RespConnection server) throws IOException {
            ServerInfo info = ServerInfo.of(server);
            servers.add(info);
            for (Reply module : server.call("MODULE", "LIST").list()) {
                modules.add(module.list().get(1).toString());
            }
            OptionalInt seen = RdbVersion.of(server, info);
            // In the middle of a rolling upgrade they differ; the newest is the hardest to read.
            rdbVersion = seen.orElse(0) > rdbVersion.orElse(0) ? seen : rdbVersion;
        }

        InstanceFacts facts(Topology topology) {
            // The oldest decides what the whole can do.
            Version version = servers.stream()
                    .map(ServerInfo::version)
                    .min(Version::compareTo)
                    .orElseThrow();
            ServerInfo first = servers.get(0);
            SortedMap<String, String> attributes = new TreeMap<>();
            attributes.put(
                    RedisFacts.PRIMARIES, String.valueOf(topology.primaries().size()));
            attributes.put(RedisFacts.CLUSTER, String.valueOf(topology.cluster()));
            attributes.put(RedisFacts.POLICY, first.field("maxmemory_policy"));
            attributes.put(RedisFacts.MODULES, String.join(",", modules));
            SortedMap<String, Long> measures = new TreeMap<>();
            measures.put(RedisFacts.RDB_VERSION, (long) rdbVersion.orElse(0));
            for (ServerInfo server : servers) {
                SortedMap<Integer, Long> keys = server.keys();
                measures.merge(InstanceFacts.BYTES, server.dataBytes(), Long::sum);
                measures.merge(RedisFacts.USED_MEMORY, server.number("used_memory"), Long::max);
                measures.merge(RedisFacts.EXPIRING_FIELDS, server.expiringFields(), Long::sum);
                measures.merge(
                        RedisFacts.KEYS,
                        keys.values().stream().mapToLong(Long::longValue).sum(),
                        Long::sum);
                measures.merge(RedisFacts.HIGHEST_DATABASE, keys.isEmpty() ? 0L : keys.lastKey(), Long::max);
            }
            return new InstanceFacts(first.flavour().product(), version, topology.identity(), attributes, measures);
        }
    }
}
