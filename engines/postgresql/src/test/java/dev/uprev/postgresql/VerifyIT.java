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
import dev.uprev.plan.Verification;
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

            RichDatabase.run(
                    target,
                    RichDatabase.NAME,
                    "UPDATE app.float_zoo SET b = '\\x01ff' WHERE id = 2",
                    "UPDATE app.float_zoo SET t = 'u' WHERE id = 3",
                    "DELETE FROM app.float_text WHERE id = 77",
                    "UPDATE app.float_text SET f = 1.0000001 WHERE id = 3",
                    "INSERT INTO app.no_key SELECT * FROM app.no_key WHERE a = 3 LIMIT 1",
                    "UPDATE app.float_zoo SET n = 1.00 WHERE n = 1.0 AND id = 3",
                    "UPDATE app.float_zoo SET t = '' WHERE t IS NULL",
                    "UPDATE app.customer SET price = price + 0.01 WHERE id = 7",
                    "SELECT lo_put(4712, 5, 'X'), lo_put(4711, 0, 'Y')",
                    "SELECT setval('app.plain', 78, false)",
                    "DROP INDEX app.customer_trgm");
            assertThat(differences(verify(source, target, VerificationLevel.CONTENT)))
                    .containsExactlyInAnyOrder(
                            "rich.app.customer: index customer_trgm: present | missing",
                            "rich.app.plain: sequence last value: 77 | 78",
                            "rich.app.customer: rows: 1 row that the target lacks | 1 row that the source lacks",
                            "rich.app.customer: row id=7: price 0.00 | price 0.01",
                            "rich.app.float_zoo: rows: 2 rows that the target lacks | 2 rows that the source lacks",
                            "rich.app.float_zoo: row id=3: n 1.0, t 'ü' | n 1.00, t 'u'",
                            "rich.app.float_zoo: row id=2: t NULL, b \\x00ff | t '', b \\x01ff",
                            "rich.app.float_text: number of rows: 1000 | 999",
                            "rich.app.float_text: rows: 2 rows that the target lacks | 1 row that the source lacks",
                            "rich.app.float_text: row id=77: present | missing",
                            "rich.app.float_text: row id=3: f 1 | f 1.0000001",
                            "rich.app.no_key: number of rows: 50 | 51",
                            "rich.app.no_key: rows: 0 rows that the target lacks | 1 row that the source lacks",
                            "rich.app.no_key: row (3, 'same'): present 5 times | present 6 times",
                            "rich: large objects: 1 large object that the target lacks"
                                    + " | 2 large objects that the source lacks",
                            "rich: large object number=4712: bytes \\x736f6d65206279746573"
                                    + " | bytes \\x736f6d65205879746573",
                            "rich: large object number=4711: missing | present");
            assertThat(differences(verify(source, target, VerificationLevel.QUICK)))
                    .containsExactlyInAnyOrder(
                            "rich.app.customer: index customer_trgm: present | missing",
                            "rich.app.plain: sequence last value: 77 | 78",
                            "rich.app.float_text: number of rows: 1000 | 999",
                            "rich.app.no_key: number of rows: 50 | 51");
        }
    }

    private static List<String> differences(UpgradeReport report) {
        return report.verification().map(Verification::differences).orElseThrow().stream()
                .map(difference -> difference.object() + ": " + difference.aspect() + ": " + difference.source() + " | "
                        + difference.target())
                .toList();
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
