package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the servers that are named belong together, and which others there are. */
final class InPlaceTopologyChecks {
    private final List<ServerSite> sites;
    private final boolean sentinelsNamed;
    private final List<Finding> findings = new ArrayList<>();

    /** @param sentinelsNamed whether the request names the Sentinels that watch over the servers */
    InPlaceTopologyChecks(List<ServerSite> sites, boolean sentinelsNamed) {
        this.sites = sites;
        this.sentinelsNamed = sentinelsNamed;
    }

    /** What there is to say of one server. */
    List<Finding> look(ServerSite site, RespConnection server, ServerInfo info) throws IOException {
        findings.clear();
        if (info.isCluster()) {
            cluster(site, server);
        } else if (site.replica()) {
            replica(site, info);
        } else {
            primary(site, info);
        }
        sentinels(site, server);
        return List.copyOf(findings);
    }

    private boolean isNamed(HostPort address) {
        return sites.stream().anyMatch(site -> isSame(site.address(), address));
    }

    /** Whether two addresses lead to the same server: servers and Sentinels tell numbers where users give names. */
    static boolean isSame(HostPort one, HostPort other) {
        try {
            return one.port() == other.port()
                    && (one.host().equals(other.host())
                            || InetAddress.getByName(one.host()).equals(InetAddress.getByName(other.host())));
        } catch (IOException e) {
            return false;
        }
    }

    private void cluster(ServerSite site, RespConnection server) throws IOException {
        if (site.replica()) {
            block(
                    "cluster-replica",
                    site.toString(),
                    "replicas of a cluster cannot be upgraded in place by this version",
                    "take them out of the cluster (CLUSTER FORGET), and add new ones afterwards");
        }
        List<String> others = new ArrayList<>();
        for (String line : server.call("CLUSTER", "NODES").toString().split("\n", -1)) {
            String[] words = line.split(" ", -1);
            boolean node = words.length > 2 && !words[2].contains("noaddr") && !words[2].contains("myself");
            if (node) {
                String address = words[1].replaceFirst("[@,].*", "");
                if (!isNamed(HostPort.parse(address))) {
                    others.add(address);
                }
            }
        }
        if (!others.isEmpty()) {
            block(
                    "cluster-node-not-named",
                    String.join(", ", others),
                    "the nodes of a cluster are upgraded together",
                    "give the addresses and the names of all nodes, and take replicas out before");
        }
    }

    private void replica(ServerSite site, ServerInfo info) {
        HostPort leader = new HostPort(info.field("master_host"), (int) info.number("master_port"));
        if (sites.size() == 1) {
            block(
                    "source-is-replica",
                    site + " follows " + leader,
                    "its data are those of another server",
                    "give the addresses of the primary and of its replicas, the primary first");
        } else if (sites.get(0).replica() || !isSame(sites.get(0).address(), leader)) {
            block(
                    "other-primary",
                    site + " follows " + leader,
                    "the first address must be that of the primary, and all others must follow it",
                    "give the address of the primary first, and those of its replicas after it");
        } else if (!info.field("master_link_status").equals("up")) {
            block(
                    "replica-not-connected",
                    site + ": master_link_status:" + info.field("master_link_status"),
                    "it does not have what the primary has, and could not take over",
                    "see to the link, or leave this replica out and make it anew afterwards");
        }
    }

    private void primary(ServerSite site, ServerInfo info) {
        if (!site.equals(sites.get(0))) {
            block(
                    "several-primaries",
                    site.toString(),
                    "besides the first, all servers must be its replicas",
                    "upgrade servers that have nothing to do with each other one by one");
        }
        List<String> others = Stream.iterate(0, i -> i + 1)
                .limit(info.number("connected_slaves"))
                .map(i -> info.field("slave" + i))
                .filter(line -> !isNamed(addressOf(line)))
                .toList();
        if (!others.isEmpty()) {
            findings.add(Finding.warning(
                    "replicas-not-named",
                    String.join("; ", others),
                    "an older replica cannot follow a newer primary: it stays without new data from then on",
                    "give the addresses and the names of the replicas too, so that they are upgraded first; or upgrade"
                            + " them by themselves before"));
        }
    }

    /** In the form {@code ip=10.0.0.1,port=6379,state=online}; in 2.8 beginning the same. */
    private static HostPort addressOf(String line) {
        String host = line.replaceFirst(".*?ip=([^,]*).*", "$1");
        String port = line.replaceFirst(".*?port=(\\d+).*", "$1");
        return new HostPort(host.isEmpty() ? "unknown" : host, Integer.parseInt(port));
    }

    private void sentinels(ServerSite site, RespConnection server) throws IOException {
        List<String> watching = server.call("CLIENT", "LIST")
                .toString()
                .lines()
                .filter(line -> line.contains(" name=sentinel-"))
                .map(line -> line.replaceFirst(".* addr=(\\S+).*", "$1"))
                .toList();
        boolean decided = sentinelsNamed && sites.size() > 1;
        if (!watching.isEmpty() && !decided) {
            block(
                    "sentinels-watch",
                    watching.size() + " connections to server " + site + ", from " + String.join(", ", watching),
                    "Sentinels would take the stop of a server for its failure, and have another take over",
                    "give the addresses and names of all servers, the primary first, and the options \""
                            + Sentinels.OPTION
                            + "\" and \"" + Topology.SENTINEL_NAME
                            + "\" of the request; or SENTINEL REMOVE name on each"
                            + " of them, and SENTINEL MONITOR afterwards");
        }
    }

    private void block(String code, String seen, String why, String remedy) {
        findings.add(Finding.blocker(code, seen, why, remedy));
    }
}
