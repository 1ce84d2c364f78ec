package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import dev.uprev.journal.Journal;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole upgrades by replication, with applications that write all the time. */
@RequiresServers
class ReplicationIT {
    @TempDir
    private Path folder;

    private UprevBuilder uprev() {
        return Uprev.builder().journal(Journal.directory(folder.resolve("journal")));
    }

    private static UpgradeRequest request(PostgresServer from, PostgresServer to, String major) {
        return UpgradeRequest.builder(
                        UpgradeMethod.REPLICATION, from.instance(), new UpgradeTarget.Existing(to.instance()))
                .option("tools", PostgresTools.bin(Integer.parseInt(major)).toString())
                .option("replica-identity-full", "true")
                .build();
    }

    @ParameterizedTest
    @CsvSource({"13, 15", "15, 18", "10, 18"})
    void whatIsWrittenMeanwhileArrivesThereAndBack(String from, String to) throws Exception {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            ShopData.create(source, 50_000);
            WriteLoad.prepare(source);
            String before = access(source);
            WriteLoad load = WriteLoad.on(source, 4);
            Uprev uprev = uprev().listener(stopping(load, "fence-source")).build();
            UpgradePlan plan = uprev.plan(request(source, target, to));
            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();

            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(load.acknowledged()).hasSizeGreaterThan(100);
            assertThat(load.lostOn(target)).isEmpty();
            assertThat(ShopData.sums(target)).isEqualTo(ShopData.sums(source));

            WriteLoad later = WriteLoad.on(target, 0);
            ShopData.execute(target, ShopData.DATABASE, "INSERT INTO ledger VALUES (-1, 'written to the target')");
            ShopData.execute(target, ShopData.DATABASE, "INSERT INTO orders (customer) VALUES (7)");
            UpgradeReport back = uprev().build().rollback(plan.id());

            assertThat(back.outcome()).as(back.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(ShopData.psql(source, ShopData.DATABASE, "SELECT note FROM ledger WHERE number = -1"))
                    .contains("written to the target");
            assertThat(ShopData.sums(source)).isEqualTo(ShopData.sums(target));
            assertThat(access(source)).isEqualTo(before);
            assertThat(remains(source)).isEqualTo("SET\n");
            assertThat(remains(target)).isEqualTo("SET\n");
            later.close();
        }
    }

    /** Applications that stop when a step begins, as services that are scaled to zero do. */
    private static UpgradeListener stopping(WriteLoad load, String step) {
        return event -> {
            if (event instanceof StepStarted started && started.step().equals(step)) {
                load.stop();
            }
        };
    }

    private static String access(PostgresServer server) throws Exception {
        return ShopData.psql(
                server,
                ShopData.DATABASE,
                "SELECT datname, a FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) a ORDER BY 1, 2;"
                        + " SELECT * FROM pg_db_role_setting");
    }

    private static String remains(PostgresServer server) throws Exception {
        return ShopData.psql(
                server,
                ShopData.DATABASE,
                "SELECT slot_name FROM pg_replication_slots UNION ALL SELECT subname FROM pg_subscription UNION ALL"
                        + " SELECT pubname FROM pg_publication UNION ALL SELECT nspname FROM pg_namespace WHERE nspname ~"
                        + " '^uprev' UNION ALL SELECT relname FROM pg_class WHERE relkind = 'r' AND relreplident = 'f'");
    }
}
