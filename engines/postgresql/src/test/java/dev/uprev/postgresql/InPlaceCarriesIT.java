package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over besides rows: settings, rules, certificates, passwords, checksums, tablespaces, statistics. */
@RequiresServers
class InPlaceCarriesIT {
    @TempDir
    private Path folder;

    private static UpgradeReport execute(InPlaceScene scene, UpgradeRequest request) {
        UpgradePlan plan = scene.uprev().build().plan(request);
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        UpgradeReport report = scene.uprev().build().execute(plan);
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
        return report;
    }

    @Test
    void settingsRulesPasswordsChecksumsAndTablespaces() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "s3cret canary");
        Path place = Files.createDirectory(folder.resolve("tablespace"));
        try (InPlaceScene scene =
                InPlaceScene.start(folder, Map.of("password", "file:" + password, "work_mem", "7MB"), 13, 18)) {
            scene.run("postgres", "ALTER SYSTEM SET maintenance_work_mem = '33MB'");
            scene.addChecksums();
            scene.servers.stop(DatabaseEngine.POSTGRESQL, InPlaceScene.NAME);
            add(scene, "postgresql.conf", "vacuum_cleanup_index_scale_factor = 0.3\nlog_min_messages = error\n");
            add(scene, "pg_hba.conf", "# a rule of ours\nhost all nobody 10.0.0.0/8 reject\n");
            Files.writeString(scene.data.resolve("server.crt"), "a certificate");
            scene.servers.start(DatabaseEngine.POSTGRESQL, InPlaceScene.NAME, Version.parse("13"));
            scene.run(
                    "shop",
                    "CREATE TABLESPACE aside LOCATION '" + place.toRealPath() + "'",
                    "CREATE TABLE far TABLESPACE aside AS SELECT i FROM generate_series(1, 1000) i",
                    "ANALYZE");
            String sums = scene.sums();

            UpgradeReport report = execute(scene, scene.request(18).build());

            assertThat(scene.sums()).isEqualTo(sums);
            assertThat(scene.ask("shop", "SELECT sum(i) FROM far")).isEqualTo("500500");
            assertThat(scene.ask("shop", "SHOW data_checksums")).isEqualTo("on");
            assertThat(scene.ask("shop", "SHOW work_mem")).isEqualTo("7MB");
            assertThat(scene.ask("shop", "SHOW maintenance_work_mem")).isEqualTo("33MB");
            assertThat(scene.ask("shop", "SHOW log_min_messages")).isEqualTo("error");
            assertThat(Files.readString(scene.data.resolve("postgresql.conf")))
                    .contains("\n# not in this release: vacuum_cleanup_index_scale_factor = 0.3");
            assertThat(Files.readString(scene.data.resolve("pg_hba.conf"))).contains("# a rule of ours");
            assertThat(scene.data.resolve("server.crt")).hasContent("a certificate");
            assertThat(Long.parseLong(
                            scene.ask("shop", "SELECT count(*) FROM pg_stats WHERE tablename IN ('orders', 'far')")))
                    .isEqualTo(4);
            assertThat(report.summary()).contains("vacuum_cleanup_index_scale_factor", "data-13.23");
            assertThat(report.summary()).doesNotContain("canary");
            assertThat(scene.wrongPasswordIsRefused()).isTrue();
        }
    }

    private static void add(InPlaceScene scene, String file, String text) throws IOException {
        Files.writeString(scene.data.resolve(file), text, StandardOpenOption.APPEND);
    }

    @Test
    void aMinorReleaseIsAMatterOfProgramsAlone() throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), "17.11", 17, 17)) {
            String sums = scene.sums();
            UpgradeRequest request = UpgradeRequest.builder(
                            UpgradeMethod.IN_PLACE,
                            scene.instance,
                            new UpgradeTarget.InPlace(InPlaceScene.NAME, Version.parse("17.12")))
                    .build();

            execute(scene, request);

            assertThat(scene.version()).isEqualTo("170012");
            assertThat(scene.sums()).isEqualTo(sums);
            assertThat(scene.beside()).containsExactly("data", "log", "postgresql.conf", "server.json");
        }
    }

    @Test
    void theChoiceOfTheModeIsTold() throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), 13, 15)) {
            UpgradePlan plan = scene.uprev().build().plan(scene.request(15).build());
            assertThat(plan.explain()).containsPattern("mode (copy|clone): .*old cluster");
        }
    }

    /** The format of hash indexes has changed in 10. */
    @Test
    void fromTheOldestReleaseWithHashIndexesMadeAnew() throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), "9.2", 9, 15)) {
            scene.run("shop", "CREATE INDEX by_name ON customers USING hash (name)");
            String sums = scene.sums();

            execute(scene, scene.request(15).build());

            assertThat(scene.sums()).isEqualTo(sums);
            assertThat(scene.version()).startsWith("15");
            assertThat(scene.ask("shop", "SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_name'::regclass"))
                    .isEqualTo("t");
            scene.run("shop", "SET enable_seqscan = off");
            assertThat(scene.ask("shop", "SELECT id FROM customers WHERE name = 'Kundin 77'"))
                    .isEqualTo("77");
        }
    }

    /** The programs of both releases come with different releases of ICU. */
    @Test
    void indexesThatMaySortOtherwiseAreNamed() throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of(), 15, 18)) {
            scene.run(
                    "shop",
                    "CREATE COLLATION german (provider = icu, locale = 'de')",
                    "CREATE TABLE places (name text COLLATE german PRIMARY KEY, other text)",
                    "CREATE INDEX plain ON places (other)");
            scene.run(
                    "postgres",
                    "CREATE DATABASE museum LOCALE_PROVIDER icu ICU_LOCALE 'de' LOCALE 'C' TEMPLATE template0");
            scene.run("museum", "CREATE TABLE paintings (id int PRIMARY KEY, title text UNIQUE)");

            UpgradeReport report = execute(scene, scene.request(18).build());

            assertThat(report.summary())
                    .contains("collation-changed", "database shop: public.places_pkey")
                    .contains("database museum: public.paintings_title_key")
                    .doesNotContain("public.plain", "paintings_pkey");
        }
    }

    @Test
    void logicalSlotsWhoseReadersAreUpToDate() throws Exception {
        try (InPlaceScene scene = InPlaceScene.start(folder, Map.of("wal_level", "logical"), 17, 18)) {
            scene.run(
                    "shop",
                    "SELECT pg_create_logical_replication_slot('readers', 'pgoutput')",
                    "INSERT INTO customers VALUES (5000, 'read by them')",
                    "SELECT pg_replication_slot_advance('readers', pg_current_wal_lsn())");

            execute(scene, scene.request(18).build());

            assertThat(scene.ask(
                            "shop", "SELECT concat_ws(' ', slot_name, plugin, database) FROM pg_replication_slots"))
                    .isEqualTo("readers pgoutput shop");
        }
    }
}
