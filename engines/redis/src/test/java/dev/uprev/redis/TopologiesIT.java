package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.Instance;
import dev.uprev.model.TransferSettings;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RedisCluster;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dump and restore from and to clusters, primaries that Sentinel manages, servers with TLS and users. */
@RequiresServers
class TopologiesIT {
    private static final int KEYS = 3000;

    @TempDir
    private Path folder;

    @Test
    void fromAServerToAClusterAndOnToAnother() throws Exception {
        try (RedisServer source = RedisServer.start("6.0");
                RedisCluster three = RedisCluster.start("6.2", 3);
                RedisCluster two = RedisCluster.start("7.0", 2);
                RedisServer end = RedisServer.start("8.0")) {
            for (int i = 0; i < KEYS; i++) {
                source.ask("SET", "{" + i % 100 + "}key:" + i, "value " + i);
            }
            source.ask("RPUSH", "a}b{", "no", "tag");

            assertCompleted(move(source.instance(), three.instance(), "first"));
            assertThat(size(three.primaries())).isEqualTo(KEYS + 1);
            assertThat(three.primaries()).allMatch(server -> size(List.of(server)) > KEYS / 5);

            assertCompleted(move(three.instance(), two.instance(), "second"));
            assertThat(size(two.primaries())).isEqualTo(KEYS + 1);

            assertCompleted(move(two.instance(), end.instance(), "third"));
            assertThat(Keys.differences(source, end)).isEmpty();
        }
    }

    /** The first attempt has read one node when it fails at the other, whose key then goes to the first. */
    @Test
    void slotsThatMoveMeanwhileAreNotLost() throws Exception {
        try (RedisCluster cluster = RedisCluster.start("6.2", 2);
                RedisServer target = RedisServer.start("7.0")) {
            List<RedisServer> nodes = cluster.primaries().stream()
                    .sorted(Comparator.comparing(
                            node -> node.instance().address().toString()))
                    .toList();
            RedisServer early = nodes.get(0);
            RedisServer late = nodes.get(1);
            for (int i = 0; i < 100; i++) {
                early.ask("SET", "key:" + i, "x");
                late.ask("SET", "key:" + i, "x");
            }
            String key = late.ask("RANDOMKEY");
            Transfer transfer = new Transfer(folder, cluster.instance(), target.instance())
                    .with(request -> request.transfer(
                            TransferSettings.DEFAULT.withOverlap(false).withJobs(1)))
                    .before("dump", () -> late.ask("ACL", "SETUSER", "default", "-dump"))
                    .halting();
            UpgradePlan plan = transfer.plan();
            UpgradeReport failed = transfer.uprev().execute(plan);
            assertThat(failed.error().orElse("")).contains("refuses DUMP", "+dump ~*");
            late.ask("ACL", "SETUSER", "default", "+dump");
            move(key, late, early);
            assertThat(early.ask("GET", key)).isEqualTo("x");

            UpgradeReport report = transfer.before("", () -> {}).uprev().resume(plan.id());

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(target.ask("GET", key)).isEqualTo("x");
            assertThat(target.ask("DBSIZE")).isEqualTo("100");
        }
    }

    private static void move(String key, RedisServer from, RedisServer to) {
        String slot = from.ask("CLUSTER", "KEYSLOT", key);
        String fromId = from.ask("CLUSTER", "MYID");
        String toId = to.ask("CLUSTER", "MYID");
        to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
        from.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
        from.ask("MIGRATE", "127.0.0.1", String.valueOf(to.port()), key, "0", "5000");
        to.ask("CLUSTER", "SETSLOT", slot, "NODE", toId);
        from.ask("CLUSTER", "SETSLOT", slot, "NODE", toId);
    }

    @Test
    void fromSentinelToSentinel() throws Exception {
        try (RedisServer source = RedisServer.start("6.2");
                RedisServer watch =
                        RedisServer.setup("6.2").sentinel("old", source).start();
                RedisServer target = RedisServer.start("7.0");
                RedisServer newWatch =
                        RedisServer.setup("7.0").sentinel("new", target).start()) {
            Keys.fill(source, 500);

            assertCompleted(move(
                    watch.instance().withOption(Topology.SENTINEL_NAME, "old"),
                    newWatch.instance().withOption(Topology.SENTINEL_NAME, "new"),
                    "sentinels"));

            assertThat(Keys.differences(source, target)).isEmpty();
        }
    }

    @Test
    void withTlsAndUsers() throws Exception {
        String[] rights = {"~*", "&*", "+@all", "-@dangerous", "+flushall", "+info", "+config|get", "+role"};
        try (RedisServer source = RedisServer.setup("6.2")
                        .tls()
                        .user("mover", "p4ss", rights)
                        .start();
                RedisServer target = RedisServer.setup("8.0")
                        .tls()
                        .user("mover", "0ther", rights)
                        .start()) {
            Keys.fill(source, 500);

            assertCompleted(move(source.instance(), target.instance(), "tls"));

            assertThat(Keys.differences(source, target)).isEmpty();
        }
    }

    @Test
    void keepsHowLongKeysWereIdleAndHowOftenUsed() throws Exception {
        for (String policy : List.of("allkeys-lru", "allkeys-lfu")) {
            try (RedisServer source = RedisServer.setup("6.2")
                            .setting("maxmemory-policy", policy)
                            .start();
                    RedisServer target = RedisServer.setup("8.0")
                            .setting("maxmemory-policy", policy)
                            .start()) {
                source.ask("SET", "old", "x");
                source.ask("SET", "new", "x");
                boolean lru = policy.endsWith("lru");
                try (RespConnection redis = Keys.open(source)) {
                    byte[] payload = redis.call("DUMP", "old").content();
                    redis.call("RESTORE", "old", 0, payload, "REPLACE", lru ? "IDLETIME" : "FREQ", lru ? 5000 : 77);
                }

                assertCompleted(move(source.instance(), target.instance(), policy));

                String word = lru ? "IDLETIME" : "FREQ";
                int kept = Integer.parseInt(target.ask("OBJECT", word, "old"));
                assertThat(kept).isBetween(lru ? 5000 : 76, lru ? 5060 : 77);
            }
        }
    }

    private UpgradeReport move(Instance from, Instance to, String name) {
        return new Transfer(folder.resolve(name), from, to).carryOut();
    }

    private static void assertCompleted(UpgradeReport report) {
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
    }

    private static int size(List<RedisServer> servers) {
        return servers.stream()
                .mapToInt(server -> Integer.parseInt(server.ask("DBSIZE")))
                .sum();
    }
}
