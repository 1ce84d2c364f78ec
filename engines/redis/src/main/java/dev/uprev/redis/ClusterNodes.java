package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a node of a cluster says of all nodes.
 *
 * @param info CLUSTER INFO
 * @param nodes CLUSTER NODES, one line for each node
 * @see <a href="https://redis.io/docs/latest/commands/cluster-nodes/">CLUSTER NODES</a>
 */
record ClusterNodes(ServerInfo info, List<Node> nodes) {
    static final int SLOTS = 16384;

    /**
     * One of them.
     *
     * @param moving slots on their way from or to it, as in {@code [93-<-292f8b365bb7]}; only the node itself tells
     */
    record Node(String id, HostPort address, boolean primary, int ranges, List<String> moving) {}

    ClusterNodes {
        nodes = List.copyOf(nodes);
    }

    /**
     * Asks a node.
     *
     * @param host under which it is known to us; one that nobody has talked to yet does not know its own
     */
    static ClusterNodes of(RespConnection node, String host) throws IOException {
        Reply info = RedisErrors.require("CLUSTER INFO", node.call("CLUSTER", "INFO"));
        Reply nodes = RedisErrors.require("CLUSTER NODES", node.call("CLUSTER", "NODES"));
        return parse(info.toString(), nodes.toString(), host);
    }

    /** Lines of CLUSTER NODES: id, host:port@bus,name, flags, primary, ping, pong, epoch, link, slots. */
    static ClusterNodes parse(String info, String nodes, String host) {
        List<Node> parsed = new ArrayList<>();
        for (String line : nodes.split("\n", -1)) {
            String[] words = line.strip().split(" ", -1);
            if (words.length < 8 || words[1].startsWith(":0") || words[2].contains("handshake")) {
                continue;
            }
            String address = words[1].replaceFirst("[@,].*", "");
            List<String> slots = List.of(words).subList(8, words.length);
            List<String> moving =
                    slots.stream().filter(slot -> slot.startsWith("[")).toList();
            parsed.add(new Node(
                    words[0],
                    HostPort.parse(address.lastIndexOf(':') == 0 ? host + address : address),
                    List.of(words[2].split(",", -1)).contains("master"),
                    slots.size() - moving.size(),
                    moving));
        }
        return new ClusterNodes(ServerInfo.parse(info), parsed);
    }

    /** Those that hold keys. */
    List<HostPort> primaries() {
        return nodes.stream()
                .filter(node -> node.primary() && node.ranges() > 0)
                .map(Node::address)
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    /** Made of the ids of all nodes, which they keep when they are started anew or take each other's place. */
    String identity() {
        String ids = String.join(",", nodes.stream().map(Node::id).sorted().toList());
        return "cluster:" + UUID.nameUUIDFromBytes(ids.getBytes(StandardCharsets.US_ASCII));
    }

    /** Slots that are being moved, as far as the node that was asked takes part. */
    List<String> moving() {
        return nodes.stream().flatMap(node -> node.moving().stream()).toList();
    }

    /** @throws UpgradeException {@code cluster-not-ok} when keys of some slots cannot be had */
    void requireOk(Side side) {
        String state = info.field("cluster_state");
        long slots = info.number("cluster_slots_ok");
        if (!state.equals("ok") || slots < SLOTS) {
            throw UpgradeException.failed("cluster-not-ok", "cannot work on the cluster of the " + side)
                    .seen("cluster_state:" + state + ", cluster_slots_ok:" + slots + " of " + SLOTS)
                    .why("some slots are served by nobody")
                    .fix("see CLUSTER NODES, and bring the missing primaries back");
        }
    }
}
