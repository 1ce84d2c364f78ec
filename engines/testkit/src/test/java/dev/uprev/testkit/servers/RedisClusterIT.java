package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that know of each other. */
@RequiresServers
class RedisClusterIT {
    @ParameterizedTest
    @ValueSource(strings = {"6.0", "8.0", "valkey-9"})
    void sharesItsSlots(String release) {
        RedisServer first;
        try (RedisCluster cluster = RedisCluster.start(release, 3)) {
            first = cluster.primaries().get(0);
            // Redis documents slot 12182 for the key foo, which is the third node's.
            assertThat(cluster.primaries().get(2).ask("SET", "foo", "v")).isEqualTo("OK");
            assertThat(first.ask("GET", "foo"))
                    .isEqualTo("-MOVED 12182 127.0.0.1:"
                            + cluster.primaries().get(2).port());
            assertThat(cluster.instance().addresses()).hasSize(3);
        }
        assertThat(ProcessHandle.of(first.pid())).isEmpty();
    }

    @Test
    void hasReplicasAndAPassword() {
        try (RedisCluster cluster =
                RedisCluster.start("7.0", 1, node -> node.password("x y").setting("masterauth", "\"x y\""))) {
            RedisServer primary = cluster.primaries().get(0);
            primary.ask("SET", "foo", "v");

            RedisServer replica = cluster.addReplica(primary);

            assertThat(replica.ask("INFO", "replication").lines()).contains("role:slave");
            assertThat(replica.ask("DBSIZE")).isEqualTo("1");
            assertThat(cluster.replicas()).containsExactly(replica);
            assertThat(cluster.instance().password()).isPresent();
        }
    }

    @Test
    void needsAReleaseThatKnowsClusters() {
        assertThatThrownBy(() -> RedisCluster.start("2.8", 1))
                .hasMessageContaining("cluster-enabled")
                .extracting("code")
                .isEqualTo("server-start-failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "7.0", "valkey-8"})
    void hasASentinelThatPromotesTheReplica(String release) throws Exception {
        try (RedisServer primary = RedisServer.setup(release).password("xy").start();
                RedisServer replica = RedisServer.setup(release)
                        .password("xy")
                        .setting("masterauth", "xy")
                        .setting("slaveof", "127.0.0.1 " + primary.port())
                        .start()) {
            // A Sentinel looks at replicas every ten seconds, and promotes none that never had its primary.
            until(() -> replica.ask("INFO", "replication").contains("master_link_status:up"));
            try (RedisServer sentinel =
                    RedisServer.setup(release).sentinel("main", primary).start()) {
                assertThat(primaryOf(sentinel)).isEqualTo("127.0.0.1\n" + primary.port());
                until(() -> sentinel.ask("SENTINEL", "slaves", "main").contains("127.0.0.1:" + replica.port()));

                primary.kill();

                until(() -> primaryOf(sentinel).equals("127.0.0.1\n" + replica.port()));
                assertThat(replica.ask("SET", "k", "v")).isEqualTo("OK");
            }
        }
    }

    private static String primaryOf(RedisServer sentinel) {
        return sentinel.ask("SENTINEL", "get-master-addr-by-name", "main");
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(100);
        }
    }
}
