package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import org.junit.jupiter.api.Test;

/** Lines as releases from 3.0 to Valkey 9 write them. */
class ClusterNodesTest {
    private static final String OK = "cluster_state:ok\r\ncluster_slots_assigned:16384\r\ncluster_slots_ok:16384\r\n";
    private static final String NODES = """
            b1 10.0.0.2:7001@17001,db2.example.com master - 0 1426238317239 4 connected 5461-16383
            a1 :7000@17000 myself,master - 0 0 1 connected 0-5460 [93->-b1] [77-<-b1]
            c1 10.0.0.3:7002 slave b1 0 1426238316232 2 connected
            d1 10.0.0.4:7003@17003 master - 0 1426238318243 3 connected
            e1 :0@0 master,fail,noaddr - 1426238318243 1426238318243 3 disconnected
            f1 10.0.0.5:7004@17004 handshake - 0 0 0 disconnected
            """;

    @Test
    void primariesAreThoseWithSlots() {
        ClusterNodes nodes = ClusterNodes.parse(OK, NODES, "db1");
        assertThat(nodes.primaries()).containsExactly(HostPort.parse("10.0.0.2:7001"), HostPort.parse("db1:7000"));
        assertThat(nodes.moving()).containsExactly("[93->-b1]", "[77-<-b1]");
        nodes.requireOk(Side.SOURCE);
    }

    /** Another order, other roles, other addresses, and one that has just been met. */
    @Test
    void identityIsThatOfTheNodes() {
        String identity = ClusterNodes.parse(OK, NODES, "db1").identity();
        String later = """
                c1 10.0.9.3:7002@17002 myself,master - 0 0 9 connected 5461-16383
                b1 10.0.9.2:7001@17001 slave c1 0 1426238317239 9 connected
                a1 10.0.9.1:7000@17000 master - 0 0 1 connected 0-5460
                d1 10.0.9.4:7003@17003 master,fail? - 0 1426238318243 3 connected
                """;
        assertThat(ClusterNodes.parse(OK, later, "db1").identity()).isEqualTo(identity);
        assertThat(ClusterNodes.parse(OK, later.replace("d1", "d2"), "db1").identity())
                .isNotEqualTo(identity);
    }

    @Test
    void slotsThatNobodyServesAreRefused() {
        assertThatThrownBy(() -> ClusterNodes.parse("cluster_state:ok\ncluster_slots_ok:16000\n", NODES, "db1")
                        .requireOk(Side.TARGET))
                .hasMessageContaining("16000 of 16384")
                .extracting("code")
                .isEqualTo("cluster-not-ok");
    }
}
