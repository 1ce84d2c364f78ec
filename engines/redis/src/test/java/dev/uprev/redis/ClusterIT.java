package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.compat.Severity;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.testkit.servers.RedisCluster;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of clusters. */
@RequiresServers
@Timeout(60)
class ClusterIT {
    private static RedisCluster old;
    private static RedisCluster newer;

    @BeforeAll
    static void start() {
        old = RedisCluster.start("6.2", 2);
        newer = RedisCluster.start("7.0", 2);
    }

    @AfterAll
    static void stop() {
        old.close();
        newer.close();
    }

    @Test
    void anyNodeTellsTheSame() {
        Instance first = old.primaries().get(0).instance();
        Instance second = old.primaries().get(1).instance();
        InstanceFacts facts = InspectorIT.inspect(first);
        assertThat(facts.identity()).isEqualTo(InspectorIT.inspect(second).identity());
        assertThat(facts.identity())
                .isNotEqualTo(InspectorIT.inspect(newer.instance()).identity());
        assertThat(facts.attributes()).containsEntry("cluster", "true").containsEntry("primaries", "2");
        // One that is down, and one that is alone, before one that knows.
        try (RedisServer alone =
                RedisServer.setup("6.2").setting("cluster-enabled", "yes").start()) {
            Instance several =
                    Instance.of(DatabaseEngine.REDIS, "127.0.0.1:1,127.0.0.1:" + alone.port() + "," + second.address());
            assertThat(InspectorIT.inspect(several).identity()).isEqualTo(facts.identity());
        }
        assertThatThrownBy(() -> Scenes.plan(first, second)).hasMessageContaining("one and the same server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0", "valkey-9"})
    void factsSurviveAFailover(String release) throws Exception {
        try (RedisCluster cluster = RedisCluster.start(release, 1)) {
            RedisServer primary = cluster.primaries().get(0);
            RedisServer replica = cluster.addReplica(primary);
            while (!replica.ask("CLUSTER", "INFO").contains("cluster_state:ok")) {
                Thread.sleep(50);
            }
            assertThat(InspectorIT.inspect(replica.instance()).attributes()).containsEntry("cluster", "true");
            InstanceFacts before = InspectorIT.inspect(primary.instance());
            while (!replica.ask("CLUSTER", "FAILOVER").equals("OK")) {
                Thread.sleep(50);
            }
            while (!replica.ask("INFO", "replication").contains("role:master")
                    || !primary.ask("INFO", "replication").contains("role:slave")
                    || !primary.ask("CLUSTER", "INFO").contains("cluster_state:ok")) {
                Thread.sleep(50);
            }
            InstanceFacts after = InspectorIT.inspect(primary.instance());
            assertThat(after.identity()).isEqualTo(before.identity());
            assertThat(after.attributes()).isEqualTo(before.attributes());
        }
    }

    @Test
    void slotsOnTheirWayAreNamed() {
        RedisServer from = newer.primaries().get(0);
        RedisServer to = newer.primaries().get(1);
        assertThat(Scenes.blockers(old.instance(), newer.instance())).isEmpty();
        from.ask("CLUSTER", "SETSLOT", "7", "MIGRATING", to.ask("CLUSTER", "MYID"));
        to.ask("CLUSTER", "SETSLOT", "7", "IMPORTING", from.ask("CLUSTER", "MYID"));
        try {
            assertThat(Scenes.findings(old.instance(), newer.instance()).stream()
                            .filter(finding -> finding.code().equals("slots-moving"))
                            .toList())
                    .hasSize(2)
                    .allSatisfy(finding -> assertThat(finding.seen()).contains("[7-"));
        } finally {
            for (RedisServer node : List.of(from, to)) {
                node.ask("CLUSTER", "SETSLOT", "7", "STABLE");
            }
        }
    }

    @Test
    void aNodeIsAskedForKeysThatItHas() throws Exception {
        for (RedisServer node : newer.primaries()) {
            try (RespConnection connection = PayloadFormatIT.open(node.instance())) {
                assertThat(PayloadFormatIT.accepted(connection)).isEqualTo("6 9 10");
            }
        }
    }

    @Test
    void aClusterHasOneDatabase() {
        try (RedisServer source = RedisServer.start("6.2")) {
            source.ask("EVAL", "redis.call('SELECT', 2) redis.call('SET', 'k', 'v')", "0");
            assertThat(Scenes.codes(Scenes.findings(source.instance(), newer.instance()), Severity.BLOCKER))
                    .containsExactly("too-few-databases");
        }
    }

    @Test
    void aClusterWithHolesIsNotWorkedOn() {
        try (RedisServer alone =
                RedisServer.setup("7.0").setting("cluster-enabled", "yes").start()) {
            assertThatThrownBy(() -> InspectorIT.inspect(alone.instance()))
                    .hasMessageContaining("cluster_state:fail")
                    .extracting("code")
                    .isEqualTo("cluster-not-ok");
            alone.ask("CONFIG", "SET", "cluster-require-full-coverage", "no");
            alone.ask("CLUSTER", "ADDSLOTS", "1", "2", "3");
            assertThatThrownBy(() -> InspectorIT.inspect(alone.instance())).hasMessageContaining("3 of 16384");
        }
    }
}
