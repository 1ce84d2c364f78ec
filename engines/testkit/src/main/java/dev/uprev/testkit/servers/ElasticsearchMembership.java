package dev.uprev.testkit.servers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes a server one node of several.
 *
 * @param cluster the name of the cluster
 * @param node the name of this node
 * @param nodes the names of all nodes
 * @param ports where the nodes listen for one another, in the order of their names
 */
record ElasticsearchMembership(String cluster, String node, List<String> nodes, List<Integer> ports) {
    int port() {
        return ports.get(nodes.indexOf(node));
    }

    /** As Elasticsearch up to 6 wants it said, or those after it. */
    Map<String, String> settings(boolean untilSix) {
        String others = String.join(
                ",", ports.stream().map(port -> ServerAddress.HOST + ":" + port).toList());
        Map<String, String> settings = new LinkedHashMap<>();
        if (untilSix) {
            settings.put("discovery.zen.ping.unicast.hosts", others);
            settings.put("discovery.zen.minimum_master_nodes", Integer.toString(nodes.size() / 2 + 1));
        } else {
            settings.put("discovery.seed_hosts", others);
            settings.put("cluster.initial_master_nodes", String.join(",", nodes));
        }
        // Else a node that waits for the others answers nobody for 30 s.
        settings.put("discovery.initial_state_timeout", "0s");
        return settings;
    }
}
