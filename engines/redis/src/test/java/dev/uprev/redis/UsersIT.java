package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import dev.uprev.journal.Journal;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.RedisCluster;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users arrive with their passwords and rights, and nothing tells their hashes. */
@RequiresServers
class UsersIT {
    private static final String PASSWORD = "c4nary-of-a-user";
    /** SHA-256 of it. */
    private static final String HASH = hash();

    @TempDir
    private Path folder;

    private final List<String> events = new ArrayList<>();
    private final List<UpgradePlan> plans = new ArrayList<>();

    private static String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(PASSWORD.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private UpgradeReport upgrade(Instance source, Instance target, UpgradeListener listener) {
        Uprev uprev = Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .listener(event -> events.add(event.toString()))
                .listener(listener)
                .build();
        UpgradePlan plan = uprev.plan(Scenes.request(source, target));
        plans.add(plan);
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return uprev.execute(plan);
    }

    private static void makeUsers(RedisServer source, boolean selectors) {
        ok(source, "ACL", "SETUSER", "app", "on", ">" + PASSWORD, ">second", "~app:*", "+@read", "-get", "+set");
        ok(source, "ACL", "SETUSER", "ops", "on", "nopass", "~*", "+@all", "-@dangerous", "+config|get");
        ok(source, "ACL", "SETUSER", "жур", "off", "~ключ:*", "+get");
        if (selectors) {
            ok(
                    source,
                    "ACL",
                    "SETUSER",
                    "split",
                    "on",
                    ">" + PASSWORD,
                    "%R~in:*",
                    "%W~out:*",
                    "&news",
                    "+get",
                    "+subscribe",
                    "(~other:* +del +@string)");
        }
    }

    private static void ok(RedisServer server, String... words) {
        assertThat(server.ask(words)).as(String.join(" ", words)).isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "6.0, 6.2, false",
        "6.0, 7.0, false",
        "6.2, 8.0, false",
        "7.0, 8.0, true",
        "7.0, valkey-8, true",
        "valkey-8, valkey-9, true"
    })
    void theyMayDoWhatTheyMightBefore(String from, String to, boolean selectors) throws Exception {
        try (RedisServer source = RedisServer.start(from);
                RedisServer target = RedisServer.start(to)) {
            makeUsers(source, selectors);
            source.ask("SET", "app:1", "v");

            UpgradeReport report = upgrade(source.instance(), target.instance(), event -> {});

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.summary()).contains("users-not-saved");
            Acts app = new Acts(target, "app", PASSWORD);
            assertThat(app.does("SET", "app:2", "v")).isEqualTo("OK");
            assertThat(app.does("STRLEN", "app:1")).isEqualTo("1");
            assertThat(app.does("GET", "app:1")).startsWith("NOPERM");
            assertThat(app.does("SET", "other", "v")).startsWith("NOPERM");
            assertThat(app.does("PUBLISH", "news", "x")).startsWith("NOPERM");
            assertThat(new Acts(target, "app", "second").does("STRLEN", "app:1"))
                    .isEqualTo("1");
            Acts ops = new Acts(target, "ops", "any");
            assertThat(ops.does("CONFIG", "GET", "port")).isNotEmpty();
            assertThat(ops.does("CONFIG", "SET", "timeout", "1")).startsWith("NOPERM");
            assertThat(ops.does("PUBLISH", "news", "x")).startsWith(selectors ? "NOPERM" : "0");
            assertThat(target.ask("ACL", "USERS")).contains("жур");
            if (selectors) {
                Acts split = new Acts(target, "split", PASSWORD);
                assertThat(split.does("GET", "in:1")).isEqualTo("(nil)");
                assertThat(split.does("GET", "out:1")).startsWith("NOPERM");
                assertThat(split.does("DEL", "other:1")).isEqualTo("0");
            }
            nothingTells(report);
        }
    }

    /** Changes that somebody makes on the target before it is compared. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACL SETUSER app +get|user app: commands",
                "ACL SETUSER app off|user app: flags",
                "ACL SETUSER app ~more:*|user app: keys",
                "ACL SETUSER app >third|user app: passwords is 2 of them on the source and 3 of them",
                "ACL SETUSER app resetpass >third >fourth|2 others on the target",
                "ACL SETUSER app &more|user app: channels",
                "ACL DELUSER ops|user ops: user is present on the source and missing"
            })
    void whatDiffersIsNamedAndTakenBack(String change, String named) throws Exception {
        try (RedisServer source = RedisServer.start("7.0");
                RedisServer target = RedisServer.start("8.0")) {
            makeUsers(source, true);
            source.ask("SET", "k", "v");
            UpgradeReport report = upgrade(source.instance(), target.instance(), event -> {
                if (event instanceof StepStarted step && step.step().equals("verify")) {
                    target.ask(change.split(" ", -1));
                }
            });
            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains(named);
            assertThat(target.ask("ACL", "USERS")).isEqualTo("default");
            nothingTells(report);
        }
    }

    @Test
    void whoIsThereAlreadyStays() throws Exception {
        try (RedisServer source = RedisServer.setup("6.2").password(PASSWORD).start();
                RedisServer target = RedisServer.start("7.0")) {
            ok(source, "ACL", "SETUSER", "app", "on", ">" + PASSWORD, "~*", "+get");
            ok(source, "ACL", "SETUSER", "new", "on", ">" + PASSWORD, "~*", "+get");
            ok(target, "ACL", "SETUSER", "app", "on", ">mine", "~mine", "+set");

            UpgradeReport report = upgrade(source.instance(), target.instance(), event -> {});

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(Scenes.one(plans.get(0).findings(), "users-kept").seen()).isEqualTo("app, default");
            assertThat(new Acts(target, "app", "mine").does("SET", "mine", "v")).isEqualTo("OK");
            assertThat(target.ask("GET", "mine")).isEqualTo("v");
            assertThat(new Acts(target, "new", PASSWORD).does("GET", "k")).isEqualTo("(nil)");
            nothingTells(report);
        }
    }

    /** As on servers that somebody else runs: keys and functions go, users are named. */
    @Test
    void aTargetThatMakesNoUsers() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "pw");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        try (RedisServer source = RedisServer.start("7.0");
                RedisServer target = RedisServer.setup("8.0")
                        .user("uprev", "pw", "~*", "+@all", "-acl")
                        .start()) {
            makeUsers(source, true);
            ok(source, "SET", "k", "v");
            Instance login =
                    target.instance().withUser("uprev").withPassword(new SecretRef("file", password.toString()));
            UpgradeReport report = upgrade(source.instance(), login, event -> {});
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.summary()).contains("users-not-carried").contains("app, ops, split");
            assertThat(target.ask("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void anAclFileKeepsThem() throws Exception {
        Path file = Files.createFile(folder.resolve("users.acl"));
        try (RedisServer source = RedisServer.start("6.2");
                RedisServer target = RedisServer.setup("7.0")
                        .setting("aclfile", file.toString())
                        .start()) {
            ok(source, "ACL", "SETUSER", "app", "on", ">" + PASSWORD, "~*", "+get");
            UpgradeReport report = upgrade(source.instance(), target.instance(), event -> {});
            assertThat(report.summary()).doesNotContain("users-not-saved");
            target.restart();
            assertThat(new Acts(target, "app", PASSWORD).does("GET", "k")).isEqualTo("(nil)");
        }
    }

    @Test
    void eachPrimaryOfAClusterHasThem() throws Exception {
        try (RedisServer source = RedisServer.start("6.2");
                RedisCluster target = RedisCluster.start("7.0", 2)) {
            makeUsers(source, false);
            ok(source, "SET", "k", "v");
            UpgradeReport report = upgrade(source.instance(), target.instance(), event -> {});
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            for (RedisServer node : target.primaries()) {
                assertThat(node.ask("ACL", "USERS")).contains("app").contains("ops");
            }
        }
    }

    /** Neither the password, which is nowhere, nor its hash, which is in the archive alone. */
    private void nothingTells(UpgradeReport report) throws IOException {
        String told = plans.get(0).explain() + plans.get(0).toJson() + report.summary() + report.toJson() + events;
        assertThat(told).doesNotContain(HASH).doesNotContain(PASSWORD);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).as(file.toString()).doesNotContain(PASSWORD);
                if (file.toString().endsWith(".zst")) {
                    Path archive = file.resolve("../..").normalize();
                    assertThat(Files.getPosixFilePermissions(archive)).hasSize(3);
                } else {
                    assertThat(content).as(file.toString()).doesNotContain(HASH);
                }
            }
        }
    }

    /** What a user may do. */
    private record Acts(RedisServer server, String user, String password) {
        String does(String... words) {
            try (RespConnection connection = new Connections(Side.TARGET, server.instance(), SecretResolver.standard())
                    .open(server.instance().address())) {
                assertThat(connection.call("AUTH", user, password)).hasToString("OK");
                return connection.call((Object[]) words).toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
