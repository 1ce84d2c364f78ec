package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.journal.Journal;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dumps and restores between real servers. */
@RequiresServers
class TransferIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2.8, 7.0", "6.2, 8.0", "7.0, valkey-8"})
    void everyKeyArrives(String from, String to) throws Exception {
        try (RedisServer source = RedisServer.start(from);
                RedisServer target = RedisServer.start(to)) {
            Keys.fill(source, 5000);
            Uprev uprev = Uprev.builder()
                    .journal(Journal.directory(folder.resolve("journal")))
                    .build();
            UpgradePlan plan = uprev.plan(UpgradeRequest.builder(
                            UpgradeMethod.DUMP_AND_RESTORE,
                            source.instance(),
                            new UpgradeTarget.Existing(target.instance()))
                    .verification(VerificationLevel.NONE)
                    .build());
            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();

            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(Keys.differences(source, target)).isEmpty();
        }
    }
}
