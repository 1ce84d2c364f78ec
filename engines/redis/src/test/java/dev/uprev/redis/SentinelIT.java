package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.Instance;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.secret.SecretRef;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Primaries that a Sentinel names. */
@RequiresServers
@Timeout(60)
class SentinelIT {
    @ParameterizedTest
    @ValueSource(strings = {"7.0"})
    void factsSurviveAFailover(String release) throws Exception {
        try (RedisServer primary = RedisServer.start(release);
                RedisServer replica = RedisServer.setup(release)
                        .setting("slaveof", "127.0.0.1 " + primary.port())
                        .start();
                RedisServer sentinel =
                        RedisServer.setup(release).sentinel("shop", primary).start()) {
            while (!sentinel.ask("SENTINEL", "slaves", "shop").contains("127.0.0.1:" + replica.port())
                    || !replica.ask("INFO", "replication").contains("master_link_status:up")) {
                Thread.sleep(50);
            }
            primary.ask("SET", "k", "v");
            while (!replica.ask("DBSIZE").equals("1")) {
                Thread.sleep(20);
            }
            Instance instance = sentinel.instance().withOption(Topology.SENTINEL_NAME, "shop");
            InstanceFacts before = InspectorIT.inspect(instance);
            assertThat(new RedisFacts(before).measure(RedisFacts.KEYS)).isEqualTo(1);
            assertThat(before.identity()).doesNotContain(String.valueOf(primary.port()));

            primary.kill();
            while (!replica.ask("INFO", "replication").contains("role:master")
                    || !sentinel.ask("SENTINEL", "get-master-addr-by-name", "shop")
                            .contains(String.valueOf(replica.port()))) {
                Thread.sleep(50);
            }

            InstanceFacts after = InspectorIT.inspect(instance);
            assertThat(after.identity()).isEqualTo(before.identity());
            assertThat(after.attributes()).isEqualTo(before.attributes());
            assertThat(new RedisFacts(after).measure(RedisFacts.KEYS)).isEqualTo(1);
        }
    }

    /** A Sentinel has users of its own: here none, while the server lets only one in. */
    @Test
    void theServerHasUsersAndTheSentinelHasNone(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "pw");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        try (RedisServer primary = RedisServer.setup("7.0")
                        .user("app", "pw", "~*", "+@all")
                        .start();
                RedisServer sentinel =
                        RedisServer.setup("7.0").sentinel("shop", primary).start()) {
            primary.ask("SET", "k", "v");
            Instance instance = sentinel.instance()
                    .withOption(Topology.SENTINEL_NAME, "shop")
                    .withUser("app")
                    .withPassword(new SecretRef("file", password.toString()));
            assertThat(new RedisFacts(InspectorIT.inspect(instance)).measure(RedisFacts.KEYS))
                    .isEqualTo(1);
            assertThatThrownBy(() -> InspectorIT.inspect(instance.withUser("nobody")))
                    .hasMessageContaining("127.0.0.1:" + primary.port())
                    .extracting("code")
                    .isEqualTo("login-refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "7.0", "valkey-9"})
    void saysWhichNameIsMissingOrWrong(String release) {
        try (RedisServer primary = RedisServer.start(release);
                RedisServer sentinel =
                        RedisServer.setup(release).sentinel("shop", primary).start()) {
            assertThatThrownBy(() -> InspectorIT.inspect(sentinel.instance()))
                    .extracting("code")
                    .isEqualTo("sentinel-name-missing");
            assertThatThrownBy(
                            () -> InspectorIT.inspect(sentinel.instance().withOption(Topology.SENTINEL_NAME, "other")))
                    .hasMessageContaining("\"other\"")
                    .extracting("code")
                    .isEqualTo("sentinel-knows-no-primary");
            assertThatThrownBy(() -> InspectorIT.inspect(primary.instance().withOption(Topology.SENTINEL_NAME, "shop")))
                    .hasMessageContaining("is no Sentinel")
                    .extracting("code")
                    .isEqualTo("sentinel-knows-no-primary");
        }
    }
}
