package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The servers that hold the data of an instance: one primary, the one that Sentinel names, or those of a cluster.
 *
 * @param primaries their addresses, in order
 * @param cluster whether each has only some of the keys, and one database
 */
record Topology(List<HostPort> primaries, boolean cluster) {
    /** The option of an instance: under which name its addresses, which are those of Sentinels, know the primary. */
    static final String SENTINEL_NAME = "sentinel-name";

    Topology {
        primaries = List.copyOf(primaries);
    }

    /**
     * Asks the first address that answers.
     *
     * @throws UpgradeException {@code sentinel-name-missing}, {@code sentinel-knows-no-primary},
     *     {@code cluster-not-ok}, or as {@link Connections#open}
     */
    static Topology of(Connections connections) throws IOException {
        Optional<String> name = connections.instance().option(SENTINEL_NAME);
        try (RespConnection connection = firstThatAnswers(connections)) {
            ServerInfo info = ServerInfo.parse(connection.call("INFO").toString());
            if (name.isPresent()) {
                return new Topology(List.of(primary(connections, connection, name.get())), false);
            }
            if (info.isSentinel()) {
                throw UpgradeException.failed("sentinel-name-missing", "cannot tell where the data are")
                        .seen(connections.instance())
                        .why("a Sentinel answers there, which may watch over several primaries")
                        .fix("give the option \"" + SENTINEL_NAME + "\" of the instance, as in sentinel monitor NAME");
            }
            return info.isCluster()
                    ? new Topology(clusterPrimaries(connections, connection), true)
                    : new Topology(List.of(connections.instance().address()), false);
        }
    }

    private static RespConnection firstThatAnswers(Connections connections) {
        Optional<UpgradeException> first = Optional.empty();
        for (HostPort address : connections.instance().addresses()) {
            try {
                return connections.open(address);
            } catch (UpgradeException e) {
                first = first.isPresent() ? first : Optional.of(e);
            }
        }
        throw first.orElseThrow();
    }

    private static HostPort primary(Connections connections, RespConnection sentinel, String name) throws IOException {
        List<Reply> address =
                sentinel.call("SENTINEL", "get-master-addr-by-name", name).list();
        if (address.size() != 2) {
            throw UpgradeException.failed("sentinel-knows-no-primary", "cannot tell where the data are")
                    .seen(name)
                    .why(connections.instance() + " watches over no primary of that name")
                    .fix("give the option \"" + SENTINEL_NAME + "\" as in sentinel monitor NAME, and the addresses of"
                            + " Sentinels");
        }
        return new HostPort(
                address.get(0).toString(), Integer.parseInt(address.get(1).toString()));
    }

    /** Lines of CLUSTER NODES: id, host:port@bus, flags, primary, ping, pong, epoch, link, slots. */
    private static List<HostPort> clusterPrimaries(Connections connections, RespConnection node) throws IOException {
        String state = ServerInfo.parse(node.call("CLUSTER", "INFO").toString()).field("cluster_state");
        if (!state.equals("ok")) {
            throw UpgradeException.failed("cluster-not-ok", "cannot work on the cluster of the " + connections.side())
                    .seen("cluster_state:" + state)
                    .why("some slots are served by nobody")
                    .fix("see CLUSTER NODES, and bring the missing primaries back");
        }
        List<HostPort> primaries = new ArrayList<>();
        for (String line : node.call("CLUSTER", "NODES").toString().split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length > 8 && List.of(words[2].split(",", -1)).contains("master")) {
                String address = words[1].replaceFirst("[@,].*", "");
                // A node that nobody has talked to yet does not know its own host.
                primaries.add(HostPort.parse(
                        address.startsWith(":")
                                ? connections.instance().address().host() + address
                                : address));
            }
        }
        return primaries;
    }
}
