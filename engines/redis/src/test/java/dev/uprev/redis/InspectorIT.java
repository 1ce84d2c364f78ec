package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.journal.Journal;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InspectionContext;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is seen of servers. */
@RequiresServers
class InspectorIT {
    @TempDir
    private Path folder;

    static InstanceFacts inspect(Instance instance) {
        Instance nobody = Instance.of(DatabaseEngine.REDIS, "127.0.0.1:1");
        InspectionContext access = new InspectionContext(
                SecretResolver.standard(), ToolRunner.local(new Redactor()), Clock.systemUTC(), Path.of("none"));
        return new RedisInspector().inspect(instance, Scenes.request(instance, nobody), access);
    }

    @ParameterizedTest
    @CsvSource({
        "2.8, Redis, 6, ''",
        "6.0, Redis, 9, ''",
        "6.2, Redis, 9, ''",
        "7.0, Redis, 10, ''",
        "8.0, Redis, 12, vectorset",
        "valkey-8, Valkey, 11, ''",
        "valkey-9, Valkey, 80, lua"
    })
    void productFormatAndModules(String release, String product, long format, String modules) {
        try (RedisServer server = RedisServer.start(release)) {
            // As the release is known to write, and then as it shows.
            assertThat(new RedisFacts(inspect(server.instance())).measure(RedisFacts.RDB_VERSION))
                    .isEqualTo(format);
            server.ask(
                    "EVAL", "redis.call('SELECT', 3) redis.call('RPUSH', 'l', 'v') redis.call('SET', 'k', 'v')", "0");

            InstanceFacts facts = inspect(server.instance());

            assertThat(facts.product()).isEqualTo(product);
            assertThat(facts.version()).isEqualTo(server.version());
            assertThat(facts.attributes()).containsEntry("modules", modules).containsEntry("cluster", "false");
            RedisFacts redis = new RedisFacts(facts);
            assertThat(redis.measure(RedisFacts.RDB_VERSION)).isEqualTo(format);
            assertThat(redis.measure(RedisFacts.KEYS)).isEqualTo(2);
            assertThat(redis.highestDatabase()).isEqualTo(3);
        }
    }

    /** The footer is seen, not believed; and a large value is not asked for. */
    @Test
    void onlySmallKeysAreDumped() throws Exception {
        try (RedisServer server = RedisServer.start("7.0")) {
            server.ask("EVAL", "for i = 1, 9 do redis.call('SET', i, string.rep('x', 100000)) end", "0");
            server.ask("CONFIG", "RESETSTAT");
            inspect(server.instance());
            assertThat(server.ask("INFO", "commandstats")).doesNotContain("cmdstat_dump");
            server.ask("SET", "small", "v");
            inspect(server.instance());
            assertThat(server.ask("INFO", "commandstats")).contains("cmdstat_dump:calls=1,");
        }
    }

    @Test
    void hashesWithExpiringFieldsAreCounted() {
        for (String release : new String[] {"8.0", "valkey-9"}) {
            try (RedisServer server = RedisServer.start(release)) {
                server.ask("HSET", "h", "f", "v", "g", "v");
                server.ask("HSET", "other", "f", "v");
                server.ask("HEXPIRE", "h", "1000", "FIELDS", "1", "f");
                assertThat(new RedisFacts(inspect(server.instance())).measure(RedisFacts.EXPIRING_FIELDS))
                        .as(release)
                        .isEqualTo(1);
            }
        }
    }

    /** A plan is not made stale by keys that expire, nor by a restart. */
    @Test
    void factsSurviveARestart() {
        try (RedisServer source =
                        RedisServer.setup("6.2").setting("save", "3600 1").start();
                RedisServer target = RedisServer.start("7.0")) {
            source.ask("SET", "k", "v");
            Uprev uprev = Uprev.builder()
                    .journal(Journal.directory(folder.resolve("journal")))
                    .build();
            UpgradePlan plan = uprev.plan(Scenes.request(source.instance(), target.instance()));
            UpgradePlan other = uprev.plan(Scenes.request(source.instance(), target.instance()));
            source.ask("EVAL", "redis.call('SELECT', 5) redis.call('SET', 'more', 'v')", "0");
            source.restart();

            uprev.execute(plan);

            assertThat(target.ask("GET", "k")).isEqualTo("v");

            target.ask("FLUSHALL");
            source.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
            assertThat(uprev.execute(other).error().orElse(""))
                    .contains("maxmemory-policy was noeviction and is allkeys-lru");
        }
    }
}
