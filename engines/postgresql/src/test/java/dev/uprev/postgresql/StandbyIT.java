package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.Uprev;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.journal.Journal;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades whose source is a hot standby that follows its primary. */
@RequiresServers
class StandbyIT {
    private static final Path TOOLS = PostgresTools.bin(18);

    private PostgresServer primary;
    private PostgresServer standby;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        primary = PostgresServer.start("13");
        primary.stop();
        Path data = folder.resolve("standby");
        copy(primary.dataDirectory(), data);
        Files.createFile(data.resolve("standby.signal"));
        primary.restart();
        standby = PostgresServer.setup("13")
                .dataDirectory(data)
                .setting("primary_conninfo", "host=127.0.0.1 user=postgres port=" + primary.port())
                .setting("max_standby_streaming_delay", "0")
                .start();
    }

    @AfterEach
    void end() {
        standby.close();
        primary.close();
    }

    @Test
    void everythingThatTheStandbyHasArrives() throws Exception {
        ShopData.create(primary, 20_000);
        awaitReplay();
        try (PostgresServer target = PostgresServer.start("18")) {
            UpgradeRequest request = UpgradeRequest.builder(
                            UpgradeMethod.DUMP_AND_RESTORE,
                            standby.instance(),
                            new UpgradeTarget.Existing(target.instance()))
                    .transfer(TransferSettings.DEFAULT.withSync(false))
                    .option("tools", TOOLS.toString())
                    .build();
            Uprev uprev = Uprev.builder()
                    .journal(Journal.directory(folder.resolve("journal")))
                    .build();
            UpgradePlan plan = uprev.plan(request);
            assertThat(plan.findings().stream().map(Finding::code)).contains("source-is-standby");

            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(new Independent(TOOLS, standby, target).differences(List.of("postgres", ShopData.DATABASE)))
                    .isEmpty();
        }
    }

    @Test
    void rowsOfUnloggedTablesAreInTheLedger() throws Exception {
        ShopData.execute(
                primary,
                "postgres",
                "CREATE UNLOGGED TABLE u AS SELECT generate_series(1, 9) AS n",
                "CREATE TABLE t AS SELECT generate_series(1, 9) AS n");
        awaitReplay();
        try (PostgresServer target = PostgresServer.start("18")) {
            TestStep step =
                    TestStep.upgrade(folder, standby.instance(), target.instance(), "18", TOOLS, request -> request);
            DumpAction.run(step);
            try (ArchiveReader archive = ArchiveReader.open(step.archive())) {
                assertThat(archive.ledger())
                        .extracting(entry -> entry.kind() + " " + entry.name())
                        .containsExactly("unlogged-table postgres.public.u");
            }
            step.otherEnded = () -> true;
            new RestoreRun(step).carryOut();
            VerifyAction.run(step);
            assertThat(ShopData.psql(target, "postgres", "SELECT count(*) FROM u; SELECT count(*) FROM t"))
                    .isEqualTo("SET\n0\n9\n");
        }
    }

    @Test
    void aDumpThatIsInTheWayOfTheRecoveryEndsWithTheReason() throws Exception {
        ShopData.create(primary, 200_000);
        awaitReplay();
        TestStep step = TestStep.dump(folder, standby.instance(), "18", TOOLS, request -> request);
        AtomicBoolean cleaned = new AtomicBoolean();
        step.onProgress = (name, bytes) -> {
            if (cleaned.compareAndSet(false, true)) {
                cleanUp();
            }
        };
        assertThatThrownBy(() -> DumpAction.run(step))
                .isInstanceOfSatisfying(
                        UpgradeException.class,
                        // A session that sends at that moment gets no last words, only a broken connection.
                        e -> assertThat(e.code()).isIn("standby-conflict", "server-lost"))
                .hasMessageContaining("fix:");
    }

    /** Removes rows that the dump still sees. */
    private void cleanUp() {
        try {
            ShopData.execute(primary, ShopData.DATABASE, "DELETE FROM orders WHERE id > 10", "VACUUM orders");
            awaitReplay();
        } catch (SQLException | IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReplay() throws IOException, InterruptedException {
        String written = ShopData.psql(primary, "postgres", "SELECT pg_current_wal_lsn()")
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        String reached = "SELECT pg_last_wal_replay_lsn() >= '" + written + "'";
        while (!ShopData.psql(standby, "postgres", reached).endsWith("t\n")) {
            Thread.sleep(20);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
