package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.journal.Journal;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison alone, of two real servers, through the library's front door. */
@RequiresServers
class VerifyIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"9.6, 15", "13, 15", "13, 18"})
    void whatARestoreCarriesIsEqualAndEachChangedRowIsNamed(String from, String to) throws Exception {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            RichDatabase.create(source);
            RichDatabase.carry(source, target, folder);

            UpgradeReport report = verify(source, target, VerificationLevel.CONTENT);
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.verification()).hasValueSatisfying(found -> {
                assertThat(found.differences()).isEmpty();
                assertThat(found.records()).isGreaterThan(1_000);
                assertThat(found.objects()).isGreaterThan(200);
            });

            RowChanges.make(target);
            assertThat(differences(verify(source, target, VerificationLevel.CONTENT)))
                    .containsExactlyInAnyOrderElementsOf(RowChanges.DIFFERENCES);
            assertThat(differences(verify(source, target, VerificationLevel.QUICK)))
                    .containsExactlyInAnyOrderElementsOf(RowChanges.COUNTED);
        }
    }

    private static List<String> differences(UpgradeReport report) {
        return RowChanges.lines(report.verification().orElseThrow());
    }

    private UpgradeReport verify(PostgresServer source, PostgresServer target, VerificationLevel level) {
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.DUMP_AND_RESTORE,
                        source.instance(),
                        new UpgradeTarget.Existing(target.instance()))
                .scope(UpgradeScope.VERIFY)
                .verification(level)
                .option("databases", RichDatabase.NAME)
                .build();
        Uprev uprev = Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .build();
        UpgradePlan plan = uprev.plan(request);
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return uprev.execute(plan);
    }
}
