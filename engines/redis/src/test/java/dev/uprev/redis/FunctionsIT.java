package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.journal.Journal;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RedisCluster;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries of functions arrive. */
@RequiresServers
class FunctionsIT {
    private static final String LIBRARY =
            "#!lua name=%s\nredis.register_function('%s', function(keys, args) return 'привет ' .. args[1] end)";

    @TempDir
    private Path folder;

    private UpgradeReport upgrade(Instance source, Instance target, Runnable beforeVerification) {
        Uprev uprev = Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .listener(event -> {
                    if (event instanceof StepStarted step && step.step().equals("verify")) {
                        beforeVerification.run();
                    }
                })
                .build();
        return uprev.execute(uprev.plan(Scenes.request(source, target)));
    }

    private static void load(RedisServer server, String name) {
        String code = String.format(Locale.ROOT, LIBRARY, name, name + "_f");
        assertThat(server.ask("FUNCTION", "LOAD", "REPLACE", code)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"7.0, 8.0", "7.0, valkey-9", "valkey-8, valkey-9"})
    void theyCanBeCalled(String from, String to) {
        try (RedisServer source = RedisServer.start(from);
                RedisServer target = RedisServer.start(to)) {
            load(source, "one");
            load(source, "two");
            source.ask("SET", "k", "v");
            UpgradeReport report = upgrade(source.instance(), target.instance(), () -> {});
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(target.ask("FCALL", "two_f", "0", "x")).isEqualTo("привет x");
            assertThat(target.ask("GET", "k")).isEqualTo("v");
        }
    }

    /** The dump alone, and the restore alone: what the target has is compared with what is in the dump. */
    @Test
    void theyAreInTheDump() {
        try (RedisServer source = RedisServer.start("7.0");
                RedisServer target = RedisServer.start("8.0")) {
            load(source, "one");
            source.ask("ACL", "SETUSER", "app", "on", "nopass", "~*", "+get");
            source.ask("SET", "k", "v");
            Uprev uprev = Uprev.builder()
                    .journal(Journal.directory(folder.resolve("journal")))
                    .build();
            UpgradeRequest.Builder request =
                    Scenes.builder(source.instance(), target.instance()).archive(folder.resolve("dump"));
            UpgradeReport dump =
                    uprev.execute(uprev.plan(request.scope(UpgradeScope.DUMP).build()));
            assertThat(dump.outcome()).as(dump.summary()).isEqualTo(Outcome.COMPLETED);

            load(target, "other");
            UpgradeRequest restore = request.scope(UpgradeScope.RESTORE).build();
            assertThat(Scenes.one(uprev.plan(restore).findings(), "target-has-functions")
                            .seen())
                    .isEqualTo("other");
            target.ask("FUNCTION", "FLUSH");
            UpgradeReport report = uprev.execute(uprev.plan(restore));

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(target.ask("FCALL", "one_f", "0", "x")).isEqualTo("привет x");
            assertThat(target.ask("ACL", "USERS")).contains("app");
        }
    }

    @Test
    void eachPrimaryOfAClusterHasThem() {
        try (RedisServer source = RedisServer.start("7.0");
                RedisCluster target = RedisCluster.start("8.0", 2)) {
            load(source, "one");
            UpgradeReport report = upgrade(source.instance(), target.instance(), () -> {});
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            for (RedisServer node : target.primaries()) {
                assertThat(node.ask("FCALL", "one_f", "0", "x")).isEqualTo("привет x");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, function library one: library is", "false, function library one: code is"})
    void whatDiffersIsNamedAndTakenBack(boolean delete, String named) {
        try (RedisServer source = RedisServer.start("7.0");
                RedisServer target = RedisServer.start("8.0")) {
            load(source, "one");
            UpgradeReport report = upgrade(source.instance(), target.instance(), () -> {
                if (delete) {
                    target.ask("FUNCTION", "DELETE", "one");
                } else {
                    target.ask("FUNCTION", "LOAD", "REPLACE", String.format(Locale.ROOT, LIBRARY, "one", "other"));
                }
            });
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains(named).doesNotContain("register_function");
            assertThat(target.ask("FUNCTION", "LIST")).isEmpty();
        }
    }
}
