package dev.uprev.postgresql;

import static dev.uprev.postgresql.PreflightScene.codes;
import static dev.uprev.postgresql.PreflightScene.run;
import static dev.uprev.postgresql.PreflightScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check before a replication finds what it is for, caused on real servers, and nothing on clean ones. */
@RequiresServers
class PreflightReplicationIT {
    private static PostgresServer source;
    private static PostgresServer target;

    @BeforeAll
    static void startServers() throws SQLException {
        source = PostgresServer.start("13");
        target = PostgresServer.start("18");
        run(source, "postgres", "CREATE ROLE guest LOGIN");
    }

    @AfterAll
    static void stopServers() {
        source.close();
        target.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        run(source, "postgres", "CREATE DATABASE shop");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        run(source, "postgres", "DROP DATABASE shop WITH (FORCE)");
    }

    private static PreflightScene scene(Instance from) {
        return new PreflightScene(from, "18.7")
                .option("tools", PostgresTools.bin(18).toString());
    }

    private static List<Finding> look() {
        return scene(source.instance()).replication(target.instance());
    }

    @ParameterizedTest
    @CsvSource({"10, 15", "13, 18", "15, 18", "17, 18"})
    void cleanServersHaveNothingAgainstIt(String from, String to) {
        try (PostgresServer old = PostgresServer.start(from);
                PostgresServer newer = PostgresServer.start(to)) {
            List<Finding> findings = new PreflightScene(old.instance(), to)
                    .option("tools", PostgresTools.bin(Integer.parseInt(to)).toString())
                    .replication(newer.instance());

            assertThat(codes(findings)).containsExactly("log-is-kept");
        }
    }

    @Test
    void everythingIsFoundAtOnce() throws SQLException {
        run(
                source,
                "shop",
                "CREATE TABLE keyless (n int)",
                "CREATE TABLE late (n int PRIMARY KEY DEFERRABLE)",
                "CREATE TABLE nothing (n int PRIMARY KEY)",
                "ALTER TABLE nothing REPLICA IDENTITY NOTHING",
                "CREATE TABLE documents (d json)",
                "ALTER TABLE documents REPLICA IDENTITY FULL",
                "CREATE TABLE computed (a int, b int GENERATED ALWAYS AS (a + 1) STORED PRIMARY KEY)",
                "CREATE UNLOGGED TABLE sessions (id int PRIMARY KEY)",
                "CREATE TABLE audited (n int PRIMARY KEY)",
                "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER always_noted AFTER INSERT ON audited EXECUTE PROCEDURE noted()",
                "ALTER TABLE audited ENABLE ALWAYS TRIGGER always_noted",
                "CREATE TYPE color AS ENUM ('red')",
                "CREATE TABLE painted (c color PRIMARY KEY) PARTITION BY HASH (c)",
                "CREATE TABLE painted_0 PARTITION OF painted FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "SELECT lo_create(4711)",
                "CREATE PUBLICATION uprev_0815",
                "SELECT pg_create_logical_replication_slot('cdc', 'pgoutput')",
                "CREATE SUBSCRIPTION incoming CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false)");
        try {
            List<Finding> findings = look();

            assertThat(texts(findings, "replica-identity-missing"))
                    .singleElement()
                    .asString()
                    .contains("public.keyless, public.late, public.nothing", "replica-identity-full")
                    .doesNotContain("documents");
            assertThat(texts(findings, "replica-identity-incomparable"))
                    .singleElement()
                    .asString()
                    .contains("public.documents");
            assertThat(texts(findings, "replica-identity-generated"))
                    .singleElement()
                    .asString()
                    .contains("public.computed");
            assertThat(texts(findings, "unlogged-tables"))
                    .singleElement()
                    .asString()
                    .contains("public.sessions");
            assertThat(texts(findings, "always-triggers"))
                    .singleElement()
                    .asString()
                    .contains("always_noted on public.audited");
            assertThat(texts(findings, "partition-by-enum"))
                    .singleElement()
                    .asString()
                    .contains("painted");
            assertThat(texts(findings, "large-objects-not-replicated"))
                    .singleElement()
                    .asString()
                    .contains("1 large objects");
            assertThat(texts(findings, "replication-remains"))
                    .singleElement()
                    .asString()
                    .contains("publication uprev_0815");
            assertThat(texts(findings, "replication-slots"))
                    .singleElement()
                    .asString()
                    .contains("cdc in shop");
            assertThat(texts(findings, "source-subscribes"))
                    .singleElement()
                    .asString()
                    .contains("incoming in shop");
        } finally {
            run(
                    source,
                    "shop",
                    "SELECT pg_drop_replication_slot('cdc')",
                    "ALTER SUBSCRIPTION incoming SET (slot_name = NONE)",
                    "DROP SUBSCRIPTION incoming");
        }
    }

    @Test
    void aTableWithoutKeyIsOnlyAWarningWhenAllColumnsTakeItsPlace() throws SQLException {
        run(source, "shop", "CREATE TABLE keyless (n int)", "CREATE TABLE documents (d json)");

        List<Finding> findings =
                scene(source.instance()).option("replica-identity-full", "true").replication(target.instance());

        assertThat(texts(findings, "replica-identity-full"))
                .singleElement()
                .asString()
                .startsWith("WARNING");
        assertThat(texts(findings, "replica-identity-incomparable"))
                .singleElement()
                .asString()
                .contains("public.documents")
                .doesNotContain("keyless");
    }

    @Test
    void settingsThatLeaveNoRoomAreNamedOnBothSides() {
        try (PostgresServer old = PostgresServer.setup("13")
                        .setting("wal_level", "replica")
                        .setting("max_replication_slots", "0")
                        .setting("max_wal_senders", "0")
                        .setting("max_logical_replication_workers", "0")
                        .start();
                PostgresServer newer = PostgresServer.setup("18")
                        .setting("wal_level", "replica")
                        .setting("max_replication_slots", "0")
                        .setting("max_wal_senders", "0")
                        .setting("max_logical_replication_workers", "0")
                        .setting("max_active_replication_origins", "0")
                        .start()) {
            List<Finding> both = scene(old.instance()).replication(newer.instance());

            assertThat(texts(both, "wal-level"))
                    .hasSize(2)
                    .anyMatch(text -> text.contains("source: wal_level = replica"))
                    .anyMatch(text -> text.contains("target: wal_level = replica") && text.contains("way-back"));
            assertThat(texts(both, "too-few-replication-slots")).hasSize(3); // as publisher, and source's origins
            assertThat(texts(both, "too-few-wal-senders")).hasSize(2);
            assertThat(texts(both, "too-few-logical-replication-workers")).hasSize(2);
            assertThat(texts(both, "too-few-active-replication-origins")).hasSize(1);

            List<Finding> there =
                    scene(old.instance()).option("way-back", "false").replication(newer.instance());
            assertThat(texts(there, "wal-level")).singleElement().asString().contains("source:");
            assertThat(texts(there, "too-few-wal-senders")).hasSize(1);
            assertThat(texts(there, "too-few-logical-replication-workers")).hasSize(1);
        }
    }

    @Test
    void privilegesOfAnOrdinaryUserAreNotEnough() throws SQLException {
        run(source, "shop", "CREATE TABLE t (n int PRIMARY KEY)", "GRANT SELECT ON t TO guest");
        run(target, "postgres", "CREATE ROLE visitor LOGIN");

        List<Finding> findings = scene(source.instance().withUser("guest"))
                .replication(target.instance().withUser("visitor"));

        assertThat(texts(findings, "replication-privilege-missing"))
                .anyMatch(text -> text.contains("source: no REPLICATION"))
                .anyMatch(text -> text.contains("source: not a member of pg_signal_backend"))
                .anyMatch(text -> text.contains("source: no superuser"))
                .anyMatch(text -> text.contains("database shop: no CREATE"))
                .anyMatch(text -> text.contains("database shop: not the owner"))
                .anyMatch(text -> text.contains("public.t"))
                .anyMatch(text -> text.contains("target: no superuser") && text.contains("pg_create_subscription"))
                .anyMatch(text -> text.contains("target: no REPLICATION"));
        run(target, "postgres", "DROP ROLE visitor");
    }

    @Test
    void aSourceThatTheTargetCannotReachIsNamed() throws Exception {
        List<Finding> findings =
                scene(source.instance()).option("source-from-target", "port=1").replication(target.instance());

        assertThat(texts(findings, "publisher-unreachable"))
                .hasSize(2)
                .allMatch(text -> text.startsWith("BLOCKER") && text.contains("source-from-target"))
                .anyMatch(text -> text.contains("database shop"));
        assertThat(scene(source.instance())
                        .option("source-from-target", "password = x")
                        .replication(target.instance()))
                .extracting(Finding::code)
                .contains("credentials-in-option");
    }

    @Test
    void aWrongPasswordOnTheWayIsNotShownNorLogged() throws Exception {
        Path log = Files.createTempFile("uprev", ".log");
        try (PostgresServer locked =
                        PostgresServer.setup("13").password("right-canary-81").start();
                PostgresServer noisy = PostgresServer.setup("18")
                        .setting("log_statement", "all")
                        .setting("log_min_duration_statement", "0")
                        .log(log)
                        .start()) {
            List<Finding> findings = scene(locked.instance())
                    .option("source-from-target", "user=nobody")
                    .replication(noisy.instance());

            assertThat(texts(findings, "publisher-unreachable"))
                    .isNotEmpty()
                    .allMatch(text -> text.contains("authentication failed") && !text.contains("canary"));
            assertThat(Files.readString(log)).contains("publisher").doesNotContain("canary");
        } finally {
            Files.delete(log);
        }
    }

    @Test
    void aLimitOfTheKeptLogThatIsTooLowIsNamed() throws Exception {
        run(source, "postgres", "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'", "SELECT pg_reload_conf()");
        Thread load = new Thread(() -> {
            try {
                run(source, "shop", "CREATE TABLE busy AS SELECT i, md5(i::text) FROM generate_series(1, 3000000) i");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        load.start();
        Thread.sleep(300);
        try {
            assertThat(texts(look(), "slot-log-limit"))
                    .singleElement()
                    .asString()
                    .contains("max_slot_wal_keep_size allows 1048576");
        } finally {
            load.join();
            run(source, "postgres", "ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");
        }
    }
}
