package dev.uprev.redis;

import dev.uprev.json.Json;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.Version;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceInspector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at all servers of an instance. Thread-safe. */
final class RedisInspector implements InstanceInspector {
    @Override
    public InstanceFacts inspect(Instance instance, UpgradeRequest request, InspectionContext access) {
        Side side = instance.equals(request.source()) ? Side.SOURCE : Side.TARGET;
        Connections connections = new Connections(side, instance, access.secrets());
        try {
            Topology topology = Topology.of(connections);
            List<ServerInfo> servers = new ArrayList<>();
            for (HostPort primary : topology.primaries()) {
                try (RespConnection connection = connections.open(primary)) {
                    servers.add(ServerInfo.parse(connection.call("INFO").toString()));
                }
            }
            return facts(topology, servers);
        } catch (IOException e) {
            throw NetworkErrors.explain("cannot look at the " + side + ", " + instance, instance, e);
        }
    }

    private static InstanceFacts facts(Topology topology, List<ServerInfo> servers) {
        // In the middle of a rolling upgrade, the oldest decides what the whole can do.
        Version version = servers.stream()
                .map(ServerInfo::version)
                .min(Version::compareTo)
                .orElseThrow();
        ServerInfo first = servers.get(0);
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put(
                RedisFacts.PRIMARIES,
                Json.write(topology.primaries().stream().map(HostPort::toString).toList()));
        attributes.put(RedisFacts.CLUSTER, String.valueOf(topology.cluster()));
        attributes.put(RedisFacts.ROLE, first.field("role"));
        attributes.put(RedisFacts.POLICY, first.field("maxmemory_policy"));
        SortedMap<String, Long> measures = new TreeMap<>();
        long keys = 0;
        for (ServerInfo server : servers) {
            measures.merge(InstanceFacts.BYTES, server.number("used_memory"), Long::sum);
            measures.merge(RedisFacts.MAX_MEMORY, server.number("maxmemory"), Long::sum);
            keys += server.keys().values().stream().mapToLong(Long::longValue).sum();
        }
        measures.put(RedisFacts.KEYS, keys);
        return new InstanceFacts(
                first.flavour().product(),
                version,
                String.join(
                        ",",
                        topology.primaries().stream()
                                .map(HostPort::toString)
                                .sorted()
                                .toList()),
                attributes,
                measures);
    }
}
