package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the plan finds on real servers before anything is done. */
@RequiresServers
class PreflightIT {
    private static RedisServer source;
    private static RedisServer target;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        source = RedisServer.start("6.2");
        target = RedisServer.start("7.0");
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @AfterEach
    void tidy() {
        for (RedisServer server : List.of(source, target)) {
            server.ask("REPLICAOF", "NO", "ONE");
            server.ask("CONFIG", "SET", "maxmemory", "0");
            server.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
            server.ask("CONFIG", "SET", "min-replicas-to-write", "0");
            server.ask("CONFIG", "SET", "notify-keyspace-events", "");
            server.ask("FLUSHALL");
            server.ask("ACL", "DELUSER", "app", "other");
        }
        target.ask("FUNCTION", "FLUSH");
    }

    private static List<Finding> findings() {
        return Scenes.findings(source.instance(), target.instance());
    }

    private static Instance as(RedisServer server, String user) throws Exception {
        Path password = folder.resolve("password");
        Files.writeString(password, "pw");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        return server.instance().withUser(user).withPassword(new SecretRef("file", password.toString()));
    }

    /** As if every key were too large for one payload. */
    private static UpgradeRequest withLargeKeys(Instance source, Instance target) {
        return Scenes.builder(source, target)
                .option(RedisOptions.LARGE_KEY_BYTES, "1")
                .build();
    }

    @Test
    void whatCanBeDoneIsNotHindered() {
        source.ask("SET", "k", "v");
        List<Finding> findings = findings();
        assertThat(Scenes.codes(findings, Severity.BLOCKER)).isEmpty();
        assertThat(Scenes.one(findings, "payloads-as-they-are").seen()).isEqualTo("RDB version 9");
        // Between these releases it differs of itself.
        assertThat(Scenes.one(findings, "settings-differ").seen()).contains("acl-pubsub-default");
        assertThat(target.ask("DBSIZE")).isEqualTo("0");
    }

    @Test
    void oneServerByTwoAddresses() {
        Instance other = Instance.of(source.instance().engine(), "localhost:" + source.port());
        // The rules would refuse one version on both sides, were it not for a newer one that is said to be there.
        Finding found = Scenes.one(pair(source.instance(), other), "same-server");
        assertThat(found.isBlocker()).isTrue();
        assertThat(found.seen()).contains("localhost").contains("127.0.0.1");
    }

    private static List<Finding> pair(Instance one, Instance other) {
        try {
            return new PairChecks(
                            new Connections(Side.SOURCE, one, SecretResolver.standard()),
                            new Connections(Side.TARGET, other, SecretResolver.standard()),
                            InstantSource.system())
                    .findings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allBlockersAtOnce() {
        source.ask("EVAL", "redis.call('SELECT', 7) redis.call('SET', 'k', 'v')", "0");
        target.ask("SET", "k", "v");
        target.ask("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('f', function() return 1 end)");
        target.ask("REPLICAOF", "127.0.0.1", "1");
        assertThat(Scenes.codes(findings(), Severity.BLOCKER))
                .containsExactlyInAnyOrder("target-not-empty", "target-is-replica", "target-has-functions");
    }

    @Test
    void tooFewDatabases() {
        source.ask("EVAL", "redis.call('SELECT', 7) redis.call('SET', 'k', 'v')", "0");
        try (RedisServer small =
                RedisServer.setup("7.0").setting("databases", "4").start()) {
            Finding found = Scenes.one(Scenes.findings(source.instance(), small.instance()), "too-few-databases");
            assertThat(found.toString()).contains("database 7").contains("set databases to 8");
        }
    }

    @Test
    void tooLittleMemory() {
        source.ask("EVAL", "for i = 1, 300 do redis.call('SET', i, string.rep('x', 10000)) end", "0");
        target.ask("CONFIG", "SET", "maxmemory", "3mb");
        target.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        List<Finding> findings = findings();
        assertThat(Scenes.one(findings, "target-too-small").isBlocker()).isTrue();
        assertThat(Scenes.one(findings, "target-evicts").seen()).contains("allkeys-lru");

        target.ask("CONFIG", "SET", "maxmemory", "1gb");
        assertThat(Scenes.codes(findings(), Severity.BLOCKER)).isEmpty();
    }

    @Test
    void targetThatTakesNoWrites() {
        target.ask("CONFIG", "SET", "min-replicas-to-write", "1");
        assertThat(Scenes.one(findings(), "command-refused").seen()).contains("NOREPLICAS");
        target.ask("CONFIG", "SET", "min-replicas-to-write", "0");
        target.ask("CONFIG", "SET", "maxmemory", "1");
        assertThat(Scenes.codes(findings(), Severity.BLOCKER)).contains("out-of-memory");
    }

    @ParameterizedTest
    @CsvSource({"2.8", "6.2"})
    void commandsThatAreSwitchedOff(String release) {
        try (RedisServer hardened = RedisServer.setup(release)
                .setting("rename-command", "DUMP \"\"\nrename-command SCAN other\nrename-command LRANGE \"\"")
                .start()) {
            hardened.ask("SET", "k", "v");
            List<Finding> found = Scenes.findings(withLargeKeys(hardened.instance(), target.instance())).stream()
                    .filter(finding -> finding.code().equals("commands-missing"))
                    .toList();
            assertThat(found).hasSize(2);
            assertThat(found.get(0).isBlocker()).isTrue();
            assertThat(found.get(0).seen()).isEqualTo("source: SCAN, DUMP");
            assertThat(found.get(1).seen()).isEqualTo("source: LRANGE");
            assertThat(hardened.ask("DBSIZE")).isEqualTo("1");
        }
    }

    /** What the finding says is typed in, and then nothing stands in the way any more. */
    @Test
    void missingRightsAndTheRulesThatGiveThem() throws Exception {
        for (RedisServer server : List.of(source, target)) {
            server.ask("ACL", "SETUSER", "app", "on", ">pw", "~app:*", "+ping", "+info", "+select");
        }
        Instance from = as(source, "app");
        Instance to = as(target, "app");
        List<Finding> missing = Scenes.findings(withLargeKeys(from, to)).stream()
                .filter(finding -> finding.code().equals("privileges-missing"))
                .toList();
        assertThat(missing).extracting(Finding::severity).contains(Severity.BLOCKER, Severity.WARNING);
        assertThat(missing)
                .extracting(Finding::seen)
                .contains(
                        "source: SCAN, TIME, PTTL, DUMP, COMMAND, MEMORY",
                        "target: FLUSHALL",
                        "target: TYPE, DEL, PEXPIREAT, RENAME");

        for (Finding finding : missing) {
            RedisServer server = finding.seen().startsWith("source") ? source : target;
            assertThat(server.ask(finding.remedy().split(" ", -1))).isEqualTo("OK");
        }
        List<Finding> left = Scenes.findings(withLargeKeys(from, to));
        assertThat(left).extracting(Finding::code).doesNotContain("privileges-missing");
        assertThat(Scenes.codes(left, Severity.BLOCKER)).isEmpty();
        assertThat(left).extracting(Finding::code).contains("settings-not-compared", "users-not-readable");
    }

    @Test
    void sourceThatIsAReplica() throws Exception {
        try (RedisServer replica = RedisServer.start("6.2")) {
            replica.ask("REPLICAOF", "127.0.0.1", String.valueOf(source.port()));
            while (!replica.ask("INFO", "replication").contains("master_link_status:up")) {
                Thread.sleep(20);
            }
            assertThat(Scenes.one(Scenes.findings(replica.instance(), target.instance()), "source-is-replica")
                            .severity())
                    .isEqualTo(Severity.WARNING);

            replica.ask("REPLICAOF", "127.0.0.1", "1");
            assertThat(Scenes.blockers(replica.instance(), target.instance())).containsExactly("replica-link-down");
        }
    }

    @Test
    void usersThatReplicasWillNotHave() throws Exception {
        source.ask("ACL", "SETUSER", "app", "on", "nopass", "+get");
        try (RedisServer replica = RedisServer.start("7.0")) {
            replica.ask("REPLICAOF", "127.0.0.1", String.valueOf(target.port()));
            while (!target.ask("INFO", "replication").contains("state=online")) {
                Thread.sleep(20);
            }
            List<Finding> findings = findings();
            assertThat(Scenes.one(findings, "users-not-replicated").seen()).isEqualTo("connected_slaves:1; app");
            assertThat(Scenes.one(findings, "users-not-saved").seen()).contains("app");
        }
        assertThat(target.ask("ACL", "USERS")).isEqualTo("default");
    }

    @Test
    void functionsThatTheTargetDoesNotTake() throws Exception {
        try (RedisServer functions = RedisServer.start("7.0");
                RedisServer newer = RedisServer.setup("8.0")
                        .user("app", "pw", "~*", "&*", "+@all", "-function")
                        .start()) {
            functions.ask("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('f', function() return 1 end)");
            assertThat(Scenes.blockers(functions.instance(), as(newer, "app"))).containsExactly("functions-not-taken");
            assertThat(Scenes.blockers(functions.instance(), newer.instance())).isEmpty();
            assertThat(newer.ask("FUNCTION", "LIST")).isEmpty();
        }
    }

    @Test
    void settingsAreNamedAndPasswordsAreNot() {
        String password = "c4nary-in-requirepass";
        source.ask("CONFIG", "SET", "notify-keyspace-events", "KEA");
        try (RedisServer closed = RedisServer.setup("6.2").password(password).start()) {
            closed.ask("CONFIG", "SET", "notify-keyspace-events", "KEA");
            List<Finding> findings = Scenes.findings(closed.instance(), target.instance());
            assertThat(Scenes.one(findings, "settings-differ").seen())
                    .contains("notify-keyspace-events \"AKE\" -> \"\"")
                    .contains("requirepass set -> not set");
            assertThat(findings.toString()).doesNotContain(password);
        }
    }

    @Test
    void usersThatTheTargetDoesNotKnowTheRulesOf() {
        try (RedisServer redis = RedisServer.start("8.0");
                RedisServer valkey = RedisServer.start("valkey-9")) {
            redis.ask("ACL", "SETUSER", "app", "on", ">pw", "~*", "+get", "+vadd");
            redis.ask("HSET", "h", "f", "v");
            List<Finding> findings = Scenes.findings(redis.instance(), valkey.instance());
            assertThat(Scenes.one(findings, "user-not-taken").seen())
                    .contains("user app")
                    .contains("+vadd");
            assertThat(Scenes.one(findings, "payloads-rewritten").seen()).isEqualTo("RDB version 12");
            assertThat(Scenes.one(findings, "modules-missing").seen()).isEqualTo("vectorset");
            assertThat(valkey.ask("ACL", "USERS")).isEqualTo("default");

            redis.ask("HEXPIRE", "h", "1000", "FIELDS", "1", "f");
            assertThat(Scenes.blockers(redis.instance(), valkey.instance())).containsExactly("user-not-taken");
            try (RedisServer older = RedisServer.start("valkey-8")) {
                assertThat(Scenes.blockers(redis.instance(), older.instance()))
                        .containsExactlyInAnyOrder("expiring-fields", "user-not-taken");
            }

            // The way out that the finding names.
            valkey.ask("ACL", "SETUSER", "app", "on");
            assertThat(Scenes.blockers(redis.instance(), valkey.instance())).doesNotContain("user-not-taken");
        }
    }

    @Test
    void whoIsConnectedIsNamed() throws Exception {
        HostPort address = source.instance().address();
        try (RespConnection client =
                new Connections(Side.SOURCE, source.instance(), SecretResolver.standard()).open(address)) {
            client.call("CLIENT", "SETNAME", "shop");
            assertThat(Scenes.one(findings(), "clients-connected").seen()).startsWith(address + ": 127.0.0.1:");
        }
        assertThat(findings()).extracting(Finding::code).doesNotContain("clients-connected");
    }
}
