package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepStarted;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong with a replication: it is named, all is put back, and the source is written to again. */
@RequiresServers
class ReplicationFailuresIT {
    @TempDir
    private Path folder;

    private final List<UpgradeEvent> events = new CopyOnWriteArrayList<>();
    private PostgresServer source;
    private PostgresServer target;
    private String before;

    @BeforeEach
    void begin() throws Exception {
        source = PostgresServer.start("13");
        target = PostgresServer.start("15");
        ShopData.create(source, 10_000);
        WriteLoad.prepare(source);
        before = description(source) + description(target);
    }

    @AfterEach
    void end() {
        source.close();
        target.close();
    }

    /** What happens in the middle of a run. */
    private interface Mishap {
        void happen() throws Exception;
    }

    /** Runs an upgrade in which something happens, once, when a step has begun or ended. */
    private UpgradeReport upgrade(Map<String, String> options, String moment, Mishap mishap) {
        AtomicBoolean happened = new AtomicBoolean();
        Uprev uprev = Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .listener(event -> {
                    events.add(event);
                    if (moment.equals(moment(event)) && happened.compareAndSet(false, true)) {
                        try {
                            mishap.happen();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                })
                .build();
        UpgradeRequest.Builder request = UpgradeRequest.builder(
                        UpgradeMethod.REPLICATION, source.instance(), new UpgradeTarget.Existing(target.instance()))
                .option("tools", PostgresTools.bin(15).toString())
                .option("replica-identity-full", "true");
        options.forEach(request::option);
        UpgradePlan plan = uprev.plan(request.build());
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        UpgradeReport report = uprev.execute(plan);
        assertThat(happened).isTrue();
        return report;
    }

    private static String moment(UpgradeEvent event) {
        if (event instanceof StepStarted started) {
            return "started " + started.step();
        }
        return event instanceof StepFinished finished ? "finished " + finished.step() : "";
    }

    private void assertPutBack(UpgradeReport report, String... words) throws Exception {
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error())
                .hasValueSatisfying(error -> assertThat(error).contains(words).contains("fix:"));
        assertThat(description(source) + description(target)).isEqualTo(before);
        try (WriteLoad load = WriteLoad.on(source, 1)) {
            Thread.sleep(500);
            load.stop();
            assertThat(load.acknowledged()).as("written to the source again").isNotEmpty();
        }
    }

    /** Who may connect, and all that a replication works with. */
    private static String description(PostgresServer server) throws Exception {
        String databases = ShopData.psql(
                server,
                "postgres",
                "SELECT d.datname, a FROM pg_database d, aclexplode(coalesce(datacl, acldefault('d', datdba))) a"
                        + " ORDER BY 1, 2; SELECT setconfig FROM pg_db_role_setting;"
                        + " SELECT slot_name FROM pg_replication_slots; SELECT subname FROM pg_subscription;"
                        + " SELECT pubname FROM pg_publication");
        boolean hasShop = databases.contains("shop");
        return databases
                + (hasShop
                        ? ShopData.psql(
                                server,
                                "shop",
                                "SELECT pubname FROM pg_publication; SELECT nspname FROM pg_namespace WHERE nspname ~"
                                        + " '^uprev'; SELECT relname, relreplident FROM pg_class WHERE relkind = 'r' AND"
                                        + " relreplident <> 'd' AND oid > 16384 ORDER BY 1")
                        : "");
    }

    private boolean hasBegun(String step) {
        return events.stream()
                .anyMatch(event -> event instanceof StepStarted s && s.step().equals(step) && !s.undo());
    }

    @Test
    void aRowThatIsThereAlreadyIsNamedAsTheReason() throws Exception {
        UpgradeReport report = upgrade(Map.of("stall-limit", "15"), "finished seed", () -> {
            ShopData.execute(target, "shop", "INSERT INTO ledger VALUES (1, 'not from the source')");
            ShopData.execute(source, "shop", "INSERT INTO ledger VALUES (1, 'from the source')");
        });

        assertPutBack(report, "database shop does not follow", "the worker has failed", "see the log of the target");
        assertThat(report.findings()).anyMatch(finding -> finding.code().equals("replication-stalled"));
        assertThat(hasBegun("fence-source")).as("the services were left alone").isFalse();
    }

    @Test
    void aLockThatTheWorkerWaitsForIsNamed() throws Exception {
        AtomicBoolean held = new AtomicBoolean(true);
        UpgradeReport report = upgrade(Map.of("stall-limit", "12"), "finished seed", () -> {
            Thread holder = new Thread(() -> hold(held));
            holder.setDaemon(true);
            holder.start();
            Thread.sleep(500);
            ShopData.execute(source, "shop", "INSERT INTO ledger VALUES (1, 'from the source')");
        });

        held.set(false);
        assertThat(report.error())
                .hasValueSatisfying(error -> assertThat(error)
                        .contains("the worker waits for a lock that is held by process", "of postgres (culprit)"));
    }

    private void hold(AtomicBoolean held) {
        try (Connection connection = DriverManager.getConnection(target.jdbcUrl("shop") + "&ApplicationName=culprit");
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE ledger");
            while (held.get()) {
                Thread.sleep(50);
            }
        } catch (SQLException | InterruptedException e) {
            // ended by the undoing
        }
    }

    @Test
    void aDisabledSubscriptionIsNamed() throws Exception {
        UpgradeReport report = upgrade(Map.of("stall-limit", "3"), "finished seed", () -> {
            String name = ShopData.psql(
                            target, "shop", "SELECT subname FROM pg_subscription ORDER BY subname DESC LIMIT 1")
                    .lines()
                    .filter(line -> line.startsWith("uprev"))
                    .findFirst()
                    .orElseThrow();
            ShopData.execute(target, "shop", "ALTER SUBSCRIPTION " + name + " DISABLE");
            ShopData.execute(source, "shop", "INSERT INTO ledger VALUES (1, 'from the source')");
        });

        assertPutBack(report, "is disabled");
    }

    @Test
    void aChangedTableStopsTheRunBeforeTheServicesAreStopped() throws Exception {
        UpgradeReport report = upgrade(
                Map.of(),
                "finished seed",
                () -> ShopData.execute(
                        source,
                        "shop",
                        "ALTER TABLE customers ADD COLUMN mail text",
                        "CREATE TABLE later (id int PRIMARY KEY)",
                        "CREATE INDEX ON customers (name)",
                        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"));

        assertPutBack(report, "shop.public.customers", "column mail", "shop.public.later");
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("customers_name_idx"));
        assertThat(hasBegun("fence-source")).isFalse();
    }

    @Test
    void aTableChangedAtTheLastMomentStopsTheRunToo() throws Exception {
        UpgradeReport report = upgrade(
                Map.of(),
                "finished compare-rows",
                () -> ShopData.execute(source, "shop", "ALTER TABLE customers ADD COLUMN mail text"));

        assertPutBack(report, "column mail");
        assertThat(hasBegun("verify")).isFalse();
    }

    @Test
    void aRowThatDiffersIsNamedWhileTheServicesGoOn() throws Exception {
        try (WriteLoad load = WriteLoad.on(source, 2)) {
            UpgradeReport report = upgrade(
                    Map.of(),
                    "started compare-rows",
                    () -> ShopData.execute(target, "shop", "UPDATE orders SET note = 'other' WHERE id = 4711"));

            assertThat(load.isAlive()).as("the applications write on").isTrue();
            load.stop();
            assertPutBack(report, "shop.public.orders", "4711", "same moment");
        }
        assertThat(hasBegun("fence-source")).isFalse();
    }

    @Test
    void aTransactionThatHoldsATableAllTheTimeOnlyMakesThePauseLonger() throws Exception {
        try (Connection connection = DriverManager.getConnection(source.jdbcUrl("shop"));
                Statement statement = connection.createStatement()) {
            UpgradeReport report = upgrade(Map.of(), "finished catch-up", () -> {
                statement.execute("BEGIN");
                statement.execute("INSERT INTO customers VALUES (-1, 'never committed')");
            });

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.findings()).anyMatch(finding -> finding.code().equals("standstill-not-reached"));
        }
        assertThat(ShopData.sums(target)).isEqualTo(ShopData.sums(source));
    }

    @Test
    void whenThePauseIsTooLongTheSourceWritesAgain() throws Exception {
        UpgradeReport report = upgrade(Map.of("pause-limit", "2"), "started verify", () -> Thread.sleep(3000));

        assertPutBack(report, "could not write for too long", "pause-limit");
    }

    @Test
    void whatASuperuserWritesBehindTheFenceIsNoticed() throws Exception {
        UpgradeReport report = upgrade(
                Map.of(),
                "finished verify",
                () -> ShopData.execute(
                        source,
                        "shop",
                        "SET default_transaction_read_only = off",
                        "INSERT INTO ledger VALUES (-5, 'behind the fence')"));

        assertPutBack(report, "somebody has written to database shop of the source behind the fence");
    }

    @Test
    void sessionsAreEndedAndSuperusersNamed() throws Exception {
        AtomicBoolean on = new AtomicBoolean(true);
        Thread monitor = new Thread(() -> {
            while (on.get()) {
                try (Connection connection =
                                DriverManager.getConnection(source.jdbcUrl("shop") + "&ApplicationName=monitor");
                        Statement statement = connection.createStatement()) {
                    while (on.get()) {
                        statement.execute("SELECT 1");
                        Thread.sleep(20);
                    }
                } catch (SQLException | InterruptedException e) {
                    // It comes again.
                }
            }
        });
        UpgradeReport report;
        try (WriteLoad load = WriteLoad.on(source, 2)) {
            report = upgrade(Map.of(), "started fence-source", monitor::start);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(load.lostOn(target)).as("acknowledged before the fence").isEmpty();
        }
        on.set(false);
        monitor.join();
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("superusers-connected");
            assertThat(finding.seen()).contains("postgres (monitor)");
        });
        assertThat(ShopData.sums(target)).isEqualTo(ShopData.sums(source));
    }
}
