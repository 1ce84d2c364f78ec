package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InspectionContext;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class PostgresqlInspectorIT {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws SQLException {
        server = PostgresServer.start("13");
        run(server, "postgres", "CREATE DATABASE shop", "CREATE DATABASE \"Ünï, \"\"x\"\"\"");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.2", "9.6", "10", "13", "15", "17", "18"})
    void everyVersionCanBeLookedAt(String line) throws SQLException {
        try (PostgresServer other = PostgresServer.start(line)) {
            run(
                    other,
                    "postgres",
                    "CREATE TABLE t (id int PRIMARY KEY, x text)",
                    "INSERT INTO t SELECT i, 'x' || i FROM generate_series(1, 1000) AS i",
                    "ANALYZE t",
                    "SELECT lo_create(0)",
                    "CREATE EXTENSION hstore");
            InstanceFacts facts = inspect(other.instance());
            assertThat(facts.product()).isEqualTo("PostgreSQL");
            assertThat(facts.version()).isEqualTo(other.version());
            assertThat(facts.version().belongsTo(Version.parse(line))).isTrue();
            assertThat(facts.identity()).matches("\\d{15,20}/" + other.port());
            assertThat(facts.measures())
                    .containsEntry("tables", 1L)
                    .containsEntry("rows", 1000L)
                    .containsEntry("indexes", 1L)
                    .containsEntry("large-objects", 1L);
            assertThat(facts.bytes()).isGreaterThan(1_000_000);
            PostgresqlFacts known = new PostgresqlFacts(facts);
            assertThat(known.isSuperuser()).isTrue();
            assertThat(known.isStandby()).isFalse();
            assertThat(known.hasIntegerDatetimes()).isTrue();
            assertThat(known.roles()).containsExactly("postgres");
            DatabaseFacts database = known.databases().get(0);
            assertThat(database.name()).isEqualTo("postgres");
            assertThat(database.encoding()).isEqualTo("UTF8");
            assertThat(database.extensions()).containsKeys("hstore", "plpgsql");
        }
    }

    @Test
    void allDatabasesAreSeenAndOnTheSourceOnlyTheChosenOnes() {
        assertThat(names(inspect(server.instance()))).containsExactly("postgres", "shop", "Ünï, \"x\"");
        UpgradeRequest request = request(server.instance())
                .option("databases", "\"Ünï, \"\"x\"\"\"")
                .build();
        assertThat(names(new PostgresqlInspector().inspect(server.instance(), request, access())))
                .containsExactly("Ünï, \"x\"");
    }

    @Test
    void theFactsAreTheSameUntilADefinitionChanges() throws SQLException {
        run(server, "shop", "CREATE TABLE t (id int)");
        InstanceFacts before = inspect(server.instance());
        run(server, "shop", "INSERT INTO t VALUES (1)", "ANALYZE", "CREATE TEMP TABLE passing (id int)");
        assertThat(inspect(server.instance()).attributes()).isEqualTo(before.attributes());
        for (String change : List.of(
                "ALTER TABLE t ADD x text",
                "ALTER TABLE t ALTER x SET DEFAULT 'y'",
                "CREATE INDEX ON t (id)",
                "CREATE VIEW v AS SELECT id FROM t",
                "CREATE OR REPLACE VIEW v AS SELECT id + 1 AS id FROM t",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
                "CREATE TYPE e AS ENUM ('a')",
                "ALTER TYPE e ADD VALUE 'b'",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
                "CREATE ROLE r",
                "ALTER ROLE r SET work_mem = '8MB'")) {
            InstanceFacts earlier = inspect(server.instance());
            run(server, "shop", change);
            assertThat(inspect(server.instance()).attributes()).as(change).isNotEqualTo(earlier.attributes());
        }
    }

    @Test
    void theIdentitySurvivesARestartAndIsNotThatOfAnotherServer() {
        String identity = inspect(server.instance()).identity();
        server.restart();
        assertThat(inspect(server.instance()).identity()).isEqualTo(identity);
        try (PostgresServer other = PostgresServer.start("13")) {
            assertThat(inspect(other.instance()).identity()).isNotEqualTo(identity);
        }
    }

    @Test
    void aUserWithoutRightsSeesWhatEverybodyMaySee() throws SQLException {
        run(
                server,
                "postgres",
                "CREATE ROLE guest LOGIN",
                "CREATE DATABASE private",
                "REVOKE CONNECT ON DATABASE private FROM public");
        PostgresqlFacts facts = new PostgresqlFacts(inspect(server.instance().withUser("guest")));
        assertThat(facts.isSuperuser()).isFalse();
        assertThat(facts.database("private").permitted()).isFalse();
        assertThat(facts.database("private").catalog()).isEmpty();
        assertThat(facts.database("shop").catalog()).isNotEmpty();
    }

    @Test
    void valuesOfSettingsWithADotAreNotShown() throws SQLException {
        run(
                server,
                "postgres",
                "ALTER DATABASE shop SET app.key = 'canary-secret'",
                "ALTER DATABASE shop SET work_mem = '5MB'");
        InstanceFacts facts = inspect(server.instance());
        assertThat(facts.toString()).doesNotContain("canary-secret");
        assertThat(new PostgresqlFacts(facts).settings()).contains("app.key", "work_mem=5MB");
    }

    private static List<String> names(InstanceFacts facts) {
        return new PostgresqlFacts(facts)
                .databases().stream().map(DatabaseFacts::name).toList();
    }

    private static InstanceFacts inspect(Instance instance) {
        return new PostgresqlInspector().inspect(instance, request(instance).build(), access());
    }

    private static UpgradeRequest.Builder request(Instance source) {
        return UpgradeRequest.builder(
                UpgradeMethod.DUMP_AND_RESTORE,
                source,
                new UpgradeTarget.Existing(source.withOption("other", "target")));
    }

    private static InspectionContext access() {
        return new InspectionContext(
                SecretResolver.standard(),
                ToolRunner.local(new Redactor()),
                InstantSource.system(),
                Path.of("archive"));
    }

    private static void run(PostgresServer where, String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(where.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
