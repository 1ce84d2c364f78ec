package dev.uprev.redis;

import dev.uprev.model.HostPort;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which server of a cluster has which keys.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/">Cluster specification</a>
 */
final class ClusterSlots {
    private static final int POLYNOMIAL = 0x1021;
    private static final int[] CRC = new int[256];

    static {
        for (int i = 0; i < CRC.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            CRC[i] = crc & 0xffff;
        }
    }

    private final HostPort[] servers = new HostPort[ClusterNodes.SLOTS];

    private ClusterSlots() {}

    /** Asks a node. */
    static ClusterSlots of(RespConnection node, String host) throws IOException {
        ClusterSlots slots = new ClusterSlots();
        Map<String, HostPort> known = new HashMap<>();
        for (Reply range : RedisErrors.require("CLUSTER SLOTS", node.call("CLUSTER", "SLOTS"))
                .list()) {
            List<Reply> parts = range.list();
            List<Reply> primary = parts.get(2).list();
            // A node that does not know its own address, or is not to tell it, has none: the one that was asked.
            String name = primary.get(0) instanceof Reply.Text text ? text.toString() : "";
            HostPort server =
                    known.computeIfAbsent((name.isEmpty() ? host : name) + ":" + primary.get(1), HostPort::parse);
            int last = Integer.parseInt(parts.get(1).toString());
            for (int slot = Integer.parseInt(parts.get(0).toString()); slot <= last; slot++) {
                slots.servers[slot] = server;
            }
        }
        return slots;
    }

    /** Which server has which slots, as text: equal texts mean that no slot has gone elsewhere. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int slot = 0; slot < ClusterNodes.SLOTS; slot++) {
            if (slot == 0 || !Objects.equals(servers[slot], servers[slot - 1])) {
                text.append(text.isEmpty() ? "" : " ").append(slot).append('=').append(servers[slot]);
            }
        }
        return text.toString();
    }

    /** The server that has this key. */
    HostPort server(byte[] key, int length) {
        int slot = slot(key, length);
        return Optional.ofNullable(servers[slot])
                .orElseThrow(() -> RedisErrors.clusterChanged(
                        "cannot tell which server of the cluster has a key", "slot " + slot + " is served by nobody"));
    }

    /** Only what is between the first braces counts, where there is anything. */
    static int slot(byte[] key, int length) {
        int from = 0;
        int to = length;
        int open = indexOf(key, '{', 0, length);
        if (open >= 0) {
            int close = indexOf(key, '}', open + 1, length);
            if (close > open + 1) {
                from = open + 1;
                to = close;
            }
        }
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc = (crc << 8 ^ CRC[(crc >>> 8 ^ key[i]) & 0xff]) & 0xffff;
        }
        return crc % ClusterNodes.SLOTS;
    }

    private static int indexOf(byte[] key, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (key[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
