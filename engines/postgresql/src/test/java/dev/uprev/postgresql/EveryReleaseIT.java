package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.journal.Journal;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole upgrades, with everything that a cluster can hold, from those majors that other tests do not begin with. */
@RequiresServers
class EveryReleaseIT {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} to 18")
    @ValueSource(strings = {"10", "11", "12", "14", "16"})
    void everythingArrives(String from) throws Exception {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start("18")) {
            Everything.create(source);
            RichDatabase.create(source);
            Path tools = PostgresTools.bin(18);

            UpgradeReport report = upgrade(source, target, tools);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.verification()).hasValueSatisfying(found -> {
                assertThat(found.isEqual()).isTrue();
                assertThat(found.records()).isGreaterThan(1_000);
            });
            List<String> databases = new ArrayList<>(Everything.DATABASES);
            databases.add(RichDatabase.NAME);
            assertThat(new Independent(tools, source, target).differences(databases))
                    .isEmpty();
        }
    }

    private UpgradeReport upgrade(PostgresServer source, PostgresServer target, Path tools) {
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.DUMP_AND_RESTORE,
                        source.instance(),
                        new UpgradeTarget.Existing(target.instance()))
                .transfer(TransferSettings.DEFAULT.withSync(false))
                .verification(VerificationLevel.CONTENT)
                .option("tools", tools.toString())
                .build();
        Uprev uprev = Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .build();
        UpgradePlan plan = uprev.plan(request);
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return uprev.execute(plan);
    }
}
