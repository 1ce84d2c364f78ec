package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.Instance;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RedisCluster;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
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
