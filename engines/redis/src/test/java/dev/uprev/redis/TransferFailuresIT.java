package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.TransferSettings;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong while a dump and restore runs is told, nothing of the source is lost, and a resume makes it good. */
@RequiresServers
class TransferFailuresIT {
    @TempDir
    private Path folder;

    @Test
    void aTargetWithoutMemory() throws Exception {
        try (RedisServer source = RedisServer.start("6.0");
                RedisServer target = RedisServer.start("7.0")) {
            source.ask("DEBUG", "POPULATE", "100000", "key", "200");
            Transfer transfer = new Transfer(folder, source.instance(), target.instance())
                    .before("restore", () -> target.ask("CONFIG", "SET", "maxmemory", "10mb"))
                    .halting();
            UpgradePlan plan = transfer.plan();

            UpgradeReport report = transfer.uprev().execute(plan);

            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(report.error().orElse("")).contains("RESTORE of key", "OOM", "fix: raise maxmemory");
            target.ask("CONFIG", "SET", "maxmemory", "0");
            assertThat(transfer.before("", () -> {}).uprev().resume(plan.id()).outcome())
                    .isEqualTo(Outcome.COMPLETED);
            assertThat(target.ask("DBSIZE")).isEqualTo("100000");
        }
    }

    @Test
    void aTargetThatThrowsKeysOut() throws Exception {
        try (RedisServer source = RedisServer.start("6.0");
                RedisServer target = RedisServer.start("7.0")) {
            source.ask("DEBUG", "POPULATE", "100000", "key", "200");

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                    .before("restore", () -> {
                        target.ask("CONFIG", "SET", "maxmemory", "10mb");
                        target.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
                    })
                    .carryOut();

            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains("evicted keys", "noeviction");
            assertThat(target.ask("DBSIZE")).isEqualTo("0");
        }
    }

    @Test
    void aSourceThatIsWrittenTo() throws Exception {
        try (RedisServer source = RedisServer.start("6.0");
                RedisServer target = RedisServer.start("7.0")) {
            source.ask("DEBUG", "POPULATE", "1000", "key", "200");

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                    .with(request -> request.transfer(TransferSettings.DEFAULT.withOverlap(false)))
                    .before("dump", () -> {})
                    .before("restore", () -> source.ask("SET", "too", "late"))
                    .carryOut();
            assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.summary()).doesNotContain("source-written-during-dump");
        }
        try (RedisServer source = RedisServer.start("6.0");
                RedisServer target = RedisServer.start("7.0")) {
            source.ask("DEBUG", "POPULATE", "1000", "key", "200");
            AtomicBoolean enough = new AtomicBoolean();
            Thread writer = new Thread(() -> {
                while (!enough.get()) {
                    source.ask("INCR", "counter");
                }
            });

            UpgradeReport report = new Transfer(folder.resolve("second"), source.instance(), target.instance())
                    .before("dump", writer::start)
                    .carryOut();
            enough.set(true);
            writer.join();

            assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.summary()).contains("source-written-during-dump", "incr ");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VerificationLevel.class,
            names = {"QUICK", "CONTENT"})
    void aKeyThatIsLost(VerificationLevel level) throws Exception {
        try (RedisServer source = RedisServer.start("6.0");
                RedisServer target = RedisServer.start("7.0")) {
            Keys.fill(source, 1000);

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                    .with(request -> request.verification(level))
                    .before("verify", () -> target.ask("DEL", "string:3"))
                    .carryOut();

            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse(""))
                    .contains(level == VerificationLevel.QUICK ? "number of keys" : "key \"string:3\"");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VerificationLevel.class,
            names = {"QUICK", "CONTENT"})
    void keysThatExpireOnTheWayAreNoLoss(VerificationLevel level) throws Exception {
        try (RedisServer source = RedisServer.start("6.0");
                RedisServer target = RedisServer.start("7.0")) {
            Keys.fill(source, 1000);
            for (int i = 0; i < 100; i++) {
                source.ask("SET", "short:" + i, "x", "PX", String.valueOf(1500 + 10 * i));
            }

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                    .with(request -> request.verification(level).transfer(TransferSettings.DEFAULT.withOverlap(false)))
                    .before("restore", () -> sleep(1000))
                    .before("verify", () -> sleep(1000))
                    .carryOut();

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
