package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The servers that hold the data of an instance: one primary, the one that Sentinel names, or those of a cluster.
 *
 * @param primaries their addresses, in order
 * @param cluster whether each has only some of the keys, and one database
 * @param identity what stays the same when a server is started anew, and when a replica takes over
 */
record Topology(List<HostPort> primaries, boolean cluster, String identity) {
    /** The option of an instance: under which name its addresses, which are those of Sentinels, know the primary. */
    static final String SENTINEL_NAME = "sentinel-name";

    Topology {
        primaries = List.copyOf(primaries);
    }

    /**
     * Asks the first address that can tell; where none can, the error is that of the first.
     *
     * @throws UpgradeException {@code sentinel-name-missing}, {@code sentinel-knows-no-primary},
     *     {@code cluster-not-ok}, or as {@link Connections#open}
     */
    static Topology of(Connections connections) throws IOException {
        Instance instance = connections.instance();
        Optional<String> name = instance.option(SENTINEL_NAME);
        Optional<UpgradeException> first = Optional.empty();
        for (HostPort address : instance.addresses()) {
            try (RespConnection connection =
                    name.isPresent() ? connections.openSentinel(address) : connections.open(address)) {
                if (name.isPresent()) {
                    HostPort primary = Sentinel.primary(connections, connection, name.get());
                    return new Topology(List.of(primary), false, "sentinel:" + name.get() + "@" + addresses(instance));
                }
                return of(connections, connection, address);
            } catch (UpgradeException e) {
                first = first.isPresent() ? first : Optional.of(e);
            }
        }
        throw first.orElseThrow();
    }

    private static Topology of(Connections connections, RespConnection connection, HostPort address)
            throws IOException {
        ServerInfo info = ServerInfo.of(connection);
        if (info.isSentinel()) {
            throw UpgradeException.failed("sentinel-name-missing", "cannot tell where the data are")
                    .seen(connections.instance())
                    .why("a Sentinel answers there, which may watch over several primaries")
                    .fix("give the option \"" + SENTINEL_NAME + "\" of the instance, as in sentinel monitor NAME");
        }
        if (!info.isCluster()) {
            return new Topology(List.of(address), false, addresses(connections.instance()));
        }
        ClusterNodes nodes = ClusterNodes.of(connection, address.host());
        nodes.requireOk(connections.side());
        return new Topology(nodes.primaries(), true, nodes.identity());
    }

    /** As they were given: a server has no name of its own that survives its restart. */
    private static String addresses(Instance instance) {
        return instance.addresses().stream().map(HostPort::toString).sorted().collect(Collectors.joining(","));
    }
}
