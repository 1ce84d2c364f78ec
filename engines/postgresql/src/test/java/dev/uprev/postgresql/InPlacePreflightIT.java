package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import dev.uprev.control.LocalInstanceController;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the preflight of an upgrade in place finds, all at once; and that it leaves nothing behind. */
@RequiresServers
class InPlacePreflightIT {
    @TempDir
    private Path folder;

    @Test
    void allThatPgUpgradeRefusesIsFoundAtOnce() throws Exception {
        Map<String, String> settings = Map.of(
                "max_prepared_transactions",
                "5",
                "wal_level",
                "logical",
                "archive_mode",
                "on",
                "archive_command",
                "true",
                "vacuum_cleanup_index_scale_factor",
                "0.2");
        try (InPlaceScene scene = InPlaceScene.start(folder, settings, 13, 18)) {
            scene.run("postgres", "ALTER SYSTEM SET operator_precedence_warning = on", "SELECT pg_reload_conf()");
            scene.run(
                    "shop",
                    "CREATE TYPE pair AS (a int, b regproc)",
                    "CREATE TABLE odd (f pair[], r regclass)",
                    "CREATE TABLE rights (a aclitem)",
                    "CREATE TABLE rows (p pg_class)",
                    "CREATE OPERATOR !!!! (LEFTARG = int, PROCEDURE = int4abs)",
                    "CREATE EXTENSION adminpack",
                    "CREATE DATABASE closed ALLOW_CONNECTIONS false",
                    "ALTER ROLE shopkeeper SET operator_precedence_warning = on",
                    "SELECT pg_create_logical_replication_slot('readers', 'pgoutput')");
            try (Connection connection = scene.connection("shop")) {
                connection.setAutoCommit(false);
                Sql.execute(connection, "CREATE TABLE public.half (x int)");
                Sql.execute(connection, "PREPARE TRANSACTION 'half'");
            }

            UpgradePlan plan = scene.uprev().build().plan(scene.request(18).build());

            Map<Severity, List<String>> codes = plan.findings().stream()
                    .collect(Collectors.groupingBy(
                            Finding::severity,
                            Collectors.mapping(
                                    Finding::code,
                                    Collectors.collectingAndThen(
                                            Collectors.toList(),
                                            all -> all.stream().distinct().toList()))));
            assertThat(codes.get(Severity.BLOCKER))
                    .as(plan.explain())
                    .contains(
                            "reg-columns",
                            "aclitem-columns",
                            "system-row-columns",
                            "postfix-operator",
                            "extension-missing",
                            "database-closed",
                            "setting-unknown",
                            "setting-refused",
                            "logical-slots",
                            "prepared-transactions",
                            "pg-upgrade-check");
            assertThat(codes.get(Severity.WARNING)).contains("archiving", "settings-dropped");
            assertThat(plan.explain())
                    .contains("public.odd.f", "adminpack", "vacuum_cleanup_index_scale_factor in ")
                    .doesNotContain("public.odd.r");
            assertThat(scene.beside()).containsExactly("data", "log", "postgresql.conf", "server.json");
        }
    }

    @Test
    void anotherServerOfTheSameNameIsNotTouched() throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), 17, 18)) {
            Path other = Files.createDirectory(folder.resolve("other"));
            LocalInstanceController controller = InPlaceScene.controller(other, scene.programs);
            controller.provision(DatabaseEngine.POSTGRESQL, InPlaceScene.NAME, Version.parse("17"), new TreeMap<>());
            try {
                UpgradePlan plan =
                        scene.uprev(controller).build().plan(scene.request(18).build());
                assertThat(PreflightScene.codes(plan.findings())).contains("other-data-directory");
            } finally {
                controller.remove(DatabaseEngine.POSTGRESQL, InPlaceScene.NAME);
            }
        }
    }

    @Test
    void whatIsInTheWayBesideTheDataDirectory() throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), 17, 18)) {
            Files.createDirectory(scene.data.resolveSibling("data.uprev"));
            Files.createDirectory(scene.data.resolveSibling("data-17.11"));
            UpgradePlan plan = scene.uprev()
                    .build()
                    .plan(scene.request(18).option(FileMode.OPTION, "clone").build());
            assertThat(PreflightScene.codes(plan.findings())).contains("work-folder-exists", "old-directory-exists");
            assertThat(scene.beside()).contains("data.uprev", "data-17.11");
        }
    }

    @Test
    void withoutAnInstanceControllerItSaysSo() throws SQLException {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), 17, 18)) {
            UpgradePlan plan = scene.uprev(InstanceController.none())
                    .build()
                    .plan(scene.request(18).build());
            assertThat(PreflightScene.codes(plan.findings())).contains("server-files-unknown");
            assertThat(plan.isExecutable()).isFalse();
        }
    }
}
