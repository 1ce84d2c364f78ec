package dev.uprev.postgresql;

import static dev.uprev.postgresql.PreflightScene.codes;
import static dev.uprev.postgresql.PreflightScene.run;
import static dev.uprev.postgresql.PreflightScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Finding;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check of the source finds what it is for, caused on a real server, and nothing on a clean one. */
@RequiresServers
class PreflightSourceIT {
    private static PostgresServer server;
    private static String tools;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.setup("13")
                .setting("max_prepared_transactions", "5")
                .start();
        tools = PostgresTools.bin(18).toString();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        run(server, "postgres", "CREATE DATABASE shop");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        run(server, "postgres", "DROP DATABASE shop WITH (FORCE)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.2", "9.6", "10", "13", "15", "17", "18"})
    void aCleanServerOfAnyVersionHasNothingAgainstIt(String line) {
        try (PostgresServer clean = PostgresServer.start(line)) {
            List<Finding> findings = new PreflightScene(clean.instance(), "18.7")
                    .option("tools", tools)
                    .dump();
            assertThat(findings).isEmpty();
        }
    }

    @Test
    void missingPrivilegesAreListedWithTheirTotal() throws SQLException {
        run(
                server,
                "shop",
                "CREATE TABLE seen (id serial PRIMARY KEY)",
                "DO $$ BEGIN FOR i IN 1..25 LOOP EXECUTE format('CREATE TABLE t%s ()', i); END LOOP; END $$",
                "CREATE SCHEMA hidden",
                "CREATE TABLE hidden.t ()",
                "CREATE SEQUENCE own",
                "SELECT lo_create(4711)",
                "CREATE EXTENSION hstore",
                "GRANT SELECT ON seen, seen_id_seq TO guest",
                "CREATE DATABASE closed",
                "REVOKE CONNECT ON DATABASE closed FROM public");
        List<Finding> findings = new PreflightScene(server.instance().withUser("guest"), "18.7")
                .option("tools", tools)
                .dump();
        assertThat(texts(findings, "privilege-missing"))
                .hasSize(5)
                .anyMatch(text -> text.contains("public.t1, public.t10") && text.contains("and 16 more"))
                .anyMatch(text -> text.contains("closed"))
                .anyMatch(text -> text.contains("hidden"))
                .anyMatch(text -> text.contains("public.own"))
                .anyMatch(text -> text.contains("4711"))
                .noneMatch(text -> text.contains("seen,"));
        assertThat(codes(findings)).contains("passwords-unreadable");
        run(server, "postgres", "DROP DATABASE closed");
    }

    @Test
    void rowSecurityCountsForThoseItAppliesTo() throws SQLException {
        run(
                server,
                "shop",
                "CREATE TABLE secret (id int)",
                "ALTER TABLE secret ENABLE ROW LEVEL SECURITY",
                "GRANT SELECT ON secret TO guest");
        PreflightScene scene = new PreflightScene(server.instance().withUser("guest"), "18.7").option("tools", tools);
        assertThat(texts(scene.dump(), "row-security"))
                .singleElement()
                .asString()
                .contains("public.secret");
        run(server, "postgres", "ALTER ROLE guest BYPASSRLS");
        assertThat(codes(scene.dump())).doesNotContain("row-security");
        run(server, "postgres", "ALTER ROLE guest NOBYPASSRLS");
        assertThat(codes(scene("18.7").dump())).doesNotContain("row-security");
    }

    @Test
    void preparedAndLockingTransactionsAreSeen() throws SQLException {
        run(server, "shop", "CREATE TABLE t ()", "BEGIN", "LOCK TABLE t", "PREPARE TRANSACTION 'left over'");
        List<Finding> findings = scene("18.7").dump();
        assertThat(texts(findings, "prepared-transactions"))
                .singleElement()
                .asString()
                .contains("'left over' in shop");
        assertThat(codes(findings)).contains("exclusive-locks");
        run(server, "shop", "ROLLBACK PREPARED 'left over'");
        assertThat(codes(scene("18.7").dump())).doesNotContain("prepared-transactions", "exclusive-locks");
    }

    @Test
    void openTransactionsAreSeen() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("shop"));
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("SELECT 1");
            assertThat(texts(
                            scene("18.7").source(at -> ActivityChecks.transactionsOpenFor("0 seconds", at)),
                            "long-transactions"))
                    .singleElement()
                    .asString()
                    .contains("of postgres in shop since");
            assertThat(codes(scene("18.7").dump())).doesNotContain("long-transactions");
        }
    }

    @Test
    void whatNeedsAttentionAfterwardsIsTold() throws SQLException {
        run(
                server,
                "shop",
                "CREATE TABLE t (a int)",
                "INSERT INTO t VALUES (1), (1)",
                "CREATE PUBLICATION p FOR TABLE t",
                "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false)",
                "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION e()",
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                "SELECT pg_create_logical_replication_slot('debezium', 'pgoutput')",
                "CREATE TABLE parent (a int NOT NULL)",
                "CREATE TABLE child () INHERITS (parent)",
                "ALTER TABLE child ALTER a DROP NOT NULL",
                "CREATE FUNCTION lib(internal) RETURNS internal LANGUAGE c AS '$libdir/dict_snowball', 'dsnowball_init'");
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("shop"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)");
        } catch (SQLException expected) {
            assertThat(expected.getSQLState()).isEqualTo("23505");
        }
        List<Finding> findings = scene("18.7").dump();
        assertThat(codes(findings))
                .contains(
                        "publications",
                        "subscriptions",
                        "event-triggers",
                        "foreign-servers",
                        "replication-slots",
                        "invalid-indexes",
                        "not-null-of-parent",
                        "shared-libraries");
        assertThat(findings).noneMatch(Finding::isBlocker);
        run(
                server,
                "shop",
                "SELECT pg_drop_replication_slot('debezium')",
                "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
                "DROP SUBSCRIPTION s");
    }

    @Test
    void databasesThatAreLeftOutAndAChangedTemplateAreTold() throws SQLException {
        run(server, "postgres", "CREATE DATABASE pattern IS_TEMPLATE true");
        run(server, "template1", "CREATE TABLE inherited ()");
        List<Finding> findings = scene("18.7").dump();
        assertThat(texts(findings, "databases-left-out"))
                .singleElement()
                .asString()
                .contains("pattern");
        assertThat(texts(findings, "template-changed"))
                .singleElement()
                .asString()
                .contains("table public.inherited");
        assertThat(codes(scene("18.7").option("databases", "shop").dump()))
                .doesNotContain("databases-left-out", "template-changed");
        run(server, "template1", "DROP TABLE inherited");
        run(server, "postgres", "ALTER DATABASE pattern IS_TEMPLATE false", "DROP DATABASE pattern");
    }

    @Test
    void connectionsMustSufficeForTheJobs() {
        assertThat(texts(scene("18.7").jobs(200).dump(), "too-few-connections"))
                .singleElement()
                .asString()
                .startsWith("BLOCKER")
                .contains("needed 203");
        assertThat(texts(scene("18.7").jobs(97).dump(), "too-few-connections"))
                .singleElement()
                .asString()
                .startsWith("WARNING");
    }

    @Test
    void roomForTheArchiveIsLookedAt() {
        assertThat(texts(scene("18.7").dumpOf(1L << 60), "archive-space"))
                .singleElement()
                .asString()
                .startsWith("BLOCKER");
        assertThat(codes(scene("18.7").dumpOf(1))).doesNotContain("archive-space");
    }

    @Test
    void toolsOfTheTargetsMajorMustBeThere(@TempDir Path empty) {
        List<Finding> findings = new PreflightScene(server.instance(), "99.1")
                .option("tools", empty.toString())
                .dump();
        assertThat(texts(findings, "tool-not-found"))
                .singleElement()
                .asString()
                .startsWith("BLOCKER")
                .contains("postgresql-client-99", empty.toString());
    }

    @Test
    void aStandbyIsTold() throws SQLException {
        try (PostgresServer primary = PostgresServer.start("13")) {
            run(primary, "postgres", "CREATE UNLOGGED TABLE u ()");
            primary.stop();
            // In recovery without end, as a standby is that has lost its primary.
            Files.writeString(primary.dataDirectory().resolve("standby.signal"), "");
            primary.restart();
            List<Finding> findings = new PreflightScene(primary.instance(), "18.7")
                    .option("tools", tools)
                    .dump();
            assertThat(codes(findings)).contains("source-is-standby", "unlogged-on-standby");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void createGuest() throws SQLException {
        run(server, "postgres", "CREATE ROLE guest LOGIN");
    }

    private static PreflightScene scene(String target) {
        return new PreflightScene(server.instance(), target).option("tools", tools);
    }
}
