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
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
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
        }
    }

    @Test
    void afterTheEndNothingIsLeftOnTheTargetThoughTheSourceIsGone() throws Exception {
        try (PostgresServer source = PostgresServer.start("15");
                PostgresServer target = PostgresServer.start("18")) {
            ShopData.create(source, 1000);
            UpgradePlan plan = uprev().build().plan(request(source, target, "18"));
            assertThat(uprev().build().execute(plan).outcome()).isEqualTo(Outcome.COMPLETED);
            source.stop();

            UpgradeReport end = uprev().build().finish(plan.id());

            assertThat(end.outcome()).as(end.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(end.findings()).anyMatch(finding -> finding.code().equals("source-not-cleaned"));
            assertThat(remains(target)).isEqualTo("SET\n");
        }
    }

    @Test
    void withoutAWayBackTheRunCleansUpItself() throws Exception {
        try (PostgresServer source = PostgresServer.start("15");
                PostgresServer target = PostgresServer.setup("18")
                        .setting("wal_level", "replica")
                        .start()) {
            ShopData.create(source, 1000);
            ShopData.execute(
                    source,
                    ShopData.DATABASE,
                    "CREATE UNLOGGED TABLE sessions AS SELECT i FROM generate_series(1, 100) i",
                    "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM customers",
                    "CREATE MATERIALIZED VIEW twice AS SELECT 2 * count AS n FROM counted");
            UpgradeRequest asked = request(source, target, "18");
            UpgradePlan plan = uprev().build().plan(withOption(asked, "way-back", "false"));
            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
            assertThat(plan.keepsRollbackWindow()).isFalse();

            UpgradeReport report = uprev().listener(event -> {
                        if (event instanceof StepStarted started
                                && started.step().equals("fence-source")) {
                            change(source);
                        }
                    })
                    .build()
                    .execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(remains(source)).isEqualTo("SET\n");
            assertThat(remains(target)).isEqualTo("SET\n");
            String late = "SELECT count(*), sum(i) FROM sessions; SELECT n FROM twice;"
                    + " SELECT last_value FROM orders_id_seq; SELECT loid, md5(lo_get(loid)) FROM"
                    + " (SELECT oid AS loid FROM pg_largeobject_metadata ORDER BY 1) l";
            assertThat(ShopData.psql(target, ShopData.DATABASE, late))
                    .contains("101|")
                    .contains("2002");
            assertThat(ShopData.psql(target, ShopData.DATABASE, late.replace("SELECT n FROM twice;", "")))
                    .isEqualTo(ShopData.psql(source, ShopData.DATABASE, late.replace("SELECT n FROM twice;", "")));
        }
    }

    /** What is written just before the fence and is not replicated. */
    private static void change(PostgresServer source) {
        try {
            ShopData.execute(
                    source,
                    ShopData.DATABASE,
                    "INSERT INTO sessions VALUES (12345)",
                    "INSERT INTO customers VALUES (5000, 'the last')",
                    "SELECT nextval('orders_id_seq')",
                    "SELECT lo_put(90001, 7, 'late')",
                    "SELECT lo_unlink(90002)",
                    "SELECT lo_from_bytea(95000, 'new')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UpgradeRequest withOption(UpgradeRequest request, String name, String value) {
        return UpgradeRequest.builder(request.method(), request.source(), request.target())
                .option("tools", request.option("tools").orElseThrow())
                .option("replica-identity-full", "true")
                .option(name, value)
                .build();
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
