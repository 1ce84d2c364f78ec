package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import java.io.IOException;
import java.util.List;

/** Whether the slots of a cluster stay where they are. */
final class SlotChecks {
    private SlotChecks() {}

    /** Asks one node, which tells of its own slots only. */
    static List<Finding> moving(Side side, HostPort address, RespConnection node) throws IOException {
        List<String> moving = ClusterNodes.of(node, address.host()).moving();
        return moving.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "slots-moving",
                        side + " " + address + ": " + String.join(" ", moving),
                        "keys of these slots are on their way from one node to another, and would be met twice or not"
                                + " at all",
                        "let the resharding come to its end, or end it by CLUSTER SETSLOT slot STABLE on both nodes"));
    }
}
