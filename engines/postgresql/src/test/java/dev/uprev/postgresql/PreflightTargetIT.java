package dev.uprev.postgresql;

import static dev.uprev.postgresql.PreflightScene.codes;
import static dev.uprev.postgresql.PreflightScene.run;
import static dev.uprev.postgresql.PreflightScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Finding;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each check of the target finds what it is for, caused on real servers, and nothing on a new one. */
@RequiresServers
class PreflightTargetIT {
    private static PostgresServer source;
    private static PostgresServer target;

    @BeforeAll
    static void startServers() {
        source = PostgresServer.start("13");
        target = PostgresServer.start("18");
    }

    @AfterAll
    static void stopServers() {
        source.close();
        target.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        run(source, "postgres", "CREATE DATABASE shop", "CREATE ROLE clerk");
    }

    @AfterEach
    void dropDatabases() throws SQLException {
        for (PostgresServer server : List.of(source, target)) {
            run(
                    server,
                    "postgres",
                    "DROP DATABASE IF EXISTS shop WITH (FORCE)",
                    "DROP DATABASE IF EXISTS other WITH (FORCE)",
                    "DROP ROLE IF EXISTS clerk",
                    "DROP TABLE IF EXISTS public.leftover");
        }
    }

    @Test
    void aNewServerIsFine() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatIsThereIsNamed() throws SQLException {
        run(target, "postgres", "CREATE TABLE leftover ()", "CREATE DATABASE shop", "CREATE DATABASE other");
        run(target, "shop", "CREATE TYPE mood AS ENUM ('fine')", "SELECT lo_create(99)");
        run(target, "other", "CREATE SCHEMA s", "CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        List<Finding> findings = findings();
        assertThat(texts(findings, "target-not-empty"))
                .hasSize(2)
                .anyMatch(text -> text.contains("database postgres: table public.leftover"))
                .anyMatch(text -> text.contains("database shop: large object 99, type public.mood"));
        assertThat(texts(findings, "target-has-other-database"))
                .singleElement()
                .asString()
                .contains("database other: function s.f, schema s");
    }

    @Test
    void anEmptyDatabaseOfTheNameIsFineUnlessItDiffers() throws SQLException {
        run(target, "postgres", "CREATE DATABASE shop");
        run(target, "shop", "CREATE EXTENSION hstore");
        assertThat(findings()).isEmpty();
        run(
                target,
                "postgres",
                "DROP DATABASE shop",
                "CREATE DATABASE shop ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'");
        assertThat(texts(findings(), "database-differs"))
                .singleElement()
                .asString()
                .contains("UTF8 C", "LATIN1 C");
    }

    @Test
    void rolesThatExistAreTold() throws SQLException {
        run(target, "postgres", "CREATE ROLE clerk");
        assertThat(texts(findings(), "roles-exist")).singleElement().asString().contains("clerk");
    }

    @Test
    void extensionsMustBeThere() throws SQLException {
        try (PostgresServer old = PostgresServer.start("13")) {
            run(old, "postgres", "CREATE EXTENSION adminpack", "CREATE EXTENSION hstore");
            assertThat(texts(new PreflightScene(old.instance(), "18").target(target.instance()), "extension-missing"))
                    .singleElement()
                    .asString()
                    .contains("adminpack", "from 17 on");
        }
    }

    @Test
    void settingsMustBeKnownAndTheirValuesTaken() throws SQLException {
        run(
                source,
                "postgres",
                "ALTER ROLE clerk SET vacuum_cleanup_index_scale_factor = 0.2",
                "ALTER DATABASE shop SET password_encryption = on",
                "ALTER DATABASE shop SET work_mem = '64MB'",
                "ALTER DATABASE shop SET search_path = nowhere, public",
                "ALTER DATABASE shop SET app.token = 'canary-secret'");
        List<Finding> findings = findings();
        assertThat(texts(findings, "setting-unknown"))
                .singleElement()
                .asString()
                .contains("vacuum_cleanup_index_scale_factor=0.2");
        assertThat(texts(findings, "setting-value-invalid"))
                .singleElement()
                .asString()
                .contains("password_encryption=on");
        assertThat(findings.toString()).doesNotContain("canary-secret");
    }

    @Test
    void aUserWithoutRightsIsRefused() throws SQLException {
        run(target, "postgres", "CREATE ROLE clerk LOGIN");
        assertThat(texts(scene().target(target.instance().withUser("clerk")), "target-privilege-missing"))
                .singleElement()
                .asString()
                .contains("CREATEDB, CREATEROLE");
        run(target, "postgres", "ALTER ROLE clerk CREATEDB CREATEROLE");
        assertThat(texts(scene().target(target.instance().withUser("clerk")), "owners-out-of-reach"))
                .singleElement()
                .asString()
                .contains("(postgres)", "clerk");
        run(target, "postgres", "GRANT postgres TO clerk");
        List<Finding> findings = scene().target(target.instance().withUser("clerk"));
        assertThat(findings).noneMatch(Finding::isBlocker);
        assertThat(codes(findings)).contains("target-user-no-superuser", "target-space-unknown");
    }

    @Test
    void aStandbyAndAnOlderServerAreRefused() throws IOException {
        try (PostgresServer standby = PostgresServer.start("18");
                PostgresServer older = PostgresServer.start("9.6")) {
            standby.stop();
            Files.writeString(standby.dataDirectory().resolve("standby.signal"), "");
            standby.restart();
            assertThat(codes(scene().target(standby.instance()))).contains("target-is-standby");
            assertThat(codes(scene().target(older.instance()))).contains("target-older");
        }
    }

    @Test
    void localesEncodingsAndIcuOfTheSourceMustBeThere() throws SQLException {
        DatabaseFacts wanted = new DatabaseFacts(
                "shop",
                "NO_SUCH_ENCODING",
                "xx_XX.utf8",
                "C",
                "libc",
                "",
                true,
                false,
                true,
                new TreeMap<>(),
                List.of("xx_XX"),
                List.of(),
                "");
        List<Finding> findings = scene().targetFor(wanted, target.instance());
        assertThat(texts(findings, "encoding-missing"))
                .singleElement()
                .asString()
                .contains("NO_SUCH_ENCODING");
        assertThat(texts(findings, "locale-missing")).singleElement().asString().contains("xx_XX.utf8");
        assertThat(texts(findings, "collation-missing"))
                .singleElement()
                .asString()
                .contains("xx_XX");
    }

    @Test
    void roomIsLookedAt() {
        assertThat(texts(scene().targetOf(1L << 60, target.instance()), "target-space"))
                .singleElement()
                .asString()
                .startsWith("BLOCKER");
    }

    private static List<Finding> findings() {
        return scene().target(target.instance());
    }

    private static PreflightScene scene() {
        return new PreflightScene(source.instance(), "18");
    }
}
