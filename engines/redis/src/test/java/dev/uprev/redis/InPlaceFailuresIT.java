package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.compat.Finding;
import dev.uprev.event.UpgradeListener;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.Disk;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades in place that cannot be, or fail: the older server runs on with all it had. */
@RequiresServers
class InPlaceFailuresIT {
    private static final Map<String, String> SNAPSHOT = Map.of();
    private static final Map<String, String> LOG = Map.of("appendonly", "yes", "save", "");
    private static final Map<String, String> NOTHING = Map.of("save", "");

    @TempDir
    private Path folder;

    private static Map<String, String> settings(String kept) {
        return kept.equals("log") ? LOG : kept.equals("snapshot") ? SNAPSHOT : NOTHING;
    }

    private static List<String> blockers(Served served, String release) {
        return served.uprev().build().plan(served.request(release).build()).findings().stream()
                .filter(Finding::isBlocker)
                .map(Finding::code)
                .toList();
    }

    private static UpgradeReport run(Served served, String release, UpgradeListener listener) {
        Uprev uprev = served.uprev().listener(listener).build();
        UpgradePlan plan = uprev.plan(served.request(release).build());
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return uprev.execute(plan);
    }

    /** Fills it, and returns the files that it then has, and is to have afterwards. */
    private static List<String> fill(Served served, String kept) throws IOException {
        served.fill();
        if (kept.equals("snapshot")) {
            served.ask("SAVE");
        }
        return served.dataFiles();
    }

    /** It runs with its old version and has what it had, also after it was started once more. */
    private static void assertAsBefore(Served served, Contents before, List<String> files, String release)
            throws IOException {
        assertThat(served.version()).contains(" " + Served.line(release) + ".");
        assertThat(served.contents().differencesTo(before)).isEmpty();
        assertThat(served.dataFiles()).isEqualTo(files);
        if (!served.info().field("aof_enabled").equals("0")
                || !served.ask("CONFIG GET save").equals("[save, ]")) {
            served.restart(release);
            assertThat(served.contents().differencesTo(before)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"8.0, valkey-9", "valkey-9, 10.0.0"})
    void aFormatThatTheOtherProductDoesNotReadIsRefused(String from, String to) throws Exception {
        List<Path> programs = to.equals("10.0.0")
                ? List.of(RedisServer.programs(from), sham("Redis server v=10.0.0", 1))
                : List.of(RedisServer.programs(from), RedisServer.programs(to));
        try (Served served = new Served(folder.resolve("servers"), "shop", programs, Served.line(from), SNAPSHOT)) {
            assertThat(blockers(served, to)).containsExactly("format-unreadable");
        }
    }

    /** A program that says that it is this server, and ends with that code when it is to check a file. */
    private Path sham(String version, int check) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("sham"));
        Path program = Files.writeString(
                bin.resolve("redis-server"),
                "#!/bin/sh\ncase \"$1\" in\n--version) echo '" + version + "';;\n*.rdb) exit " + check
                        + ";;\n*) echo 'it does not want to' >&2; exit 1;;\nesac\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    @Test
    void aSettingThatTheNewerServerRefusesIsFoundBefore() {
        try (Served served = Served.start(folder, Map.of("maxmemory-samples", "100"), "7.0", "8.0")) {
            assertThat(blockers(served, "8.0")).containsExactly("setting-refused");
        }
    }

    @Test
    void whatWasOnlyToldTheRunningServerIsFoundBefore() {
        try (Served served = Served.start(folder, SNAPSHOT, "6.2", "7.0")) {
            served.ask("CONFIG SET appendonly yes", "ACL SETUSER guest on nopass ~* +get");
            assertThat(blockers(served, "7.0")).containsExactlyInAnyOrder("settings-differ", "users-not-kept");
        }
    }

    @Test
    void anOldFolderOfTheAofIsFoundBefore() throws Exception {
        try (Served served = Served.start(folder, LOG, "6.2", "7.0")) {
            Path other = Files.createDirectories(served.data().resolve("appendonlydir"));
            Files.createFile(other.resolve("appendonly.aof.manifest"));
            assertThat(blockers(served, "7.0")).containsExactly("old-log-folder");
        }
    }

    @Test
    void aServerThatIsNotTheOneThatIsNamedIsFoundBefore() {
        try (Served served = Served.start(folder, SNAPSHOT, "6.2", "7.0");
                Served other = new Served(folder.resolve("servers"), "other", served.programs, "6.2", SNAPSHOT)) {
            assertThat(other
                            .uprev()
                            .build()
                            .plan(UpgradeRequest.builder(
                                            UpgradeMethod.IN_PLACE,
                                            other.instance,
                                            new UpgradeTarget.InPlace(served.name, Version.parse("7.0")))
                                    .build())
                            .findings()
                            .stream()
                            .filter(Finding::isBlocker)
                            .map(Finding::code))
                    .containsExactly("other-data-folder");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "log", "nothing"})
    void aNewServerThatDoesNotStartIsTakenBack(String kept) throws Exception {
        List<Path> programs = List.of(RedisServer.programs("6.2"), sham("Redis server v=9.9.9", 0));
        try (Served served = new Served(folder.resolve("servers"), "shop", programs, "6.2", settings(kept))) {
            List<String> files = fill(served, kept);
            Contents before = served.contents();

            UpgradeReport report = run(served, "9.9.9", event -> {});

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains("it does not want to");
            assertAsBefore(served, before, files, "6.2");
        }
    }

    /** The newer server starts, reads it, and gives up. */
    @ParameterizedTest
    @ValueSource(strings = "log")
    void dataThatTheNewServerDoesNotReadAreTakenBack(String kept) throws Exception {
        try (Served served = Served.start(folder, settings(kept), "6.2", "7.0")) {
            List<String> files = fill(served, kept);
            Contents before = served.contents();

            UpgradeReport report = run(
                    served,
                    "7.0",
                    event -> Changes.atStart(event, "start", () -> {
                        Path file = served.data().resolve(kept.equals("log") ? "appendonly.aof" : "dump.rdb");
                        Files.writeString(file, "this is no data");
                    }));

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertAsBefore(served, before, files, "6.2");
        }
    }

    /** Somebody takes the file away: the newer server starts, with nothing. */
    @Test
    void dataThatTheNewServerDoesNotFindAreTakenBack() throws Exception {
        try (Served served = Served.start(folder, SNAPSHOT, "7.0", "valkey-8")) {
            served.fill();
            Contents before = served.contents();

            UpgradeReport report = run(
                    served,
                    "valkey-8",
                    event -> Changes.atStart(
                            event, "start", () -> Files.delete(served.data().resolve("dump.rdb"))));

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains("2009 keys before");
            assertAsBefore(served, before, List.of("dump.rdb"), "7.0");
        }
    }

    /** Written after all was saved and noted, until the server stops. */
    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "log", "nothing"})
    void theLastWriteIsThereAfterTheWayBack(String kept) throws Exception {
        try (Served served = Served.start(folder, settings(kept), "2.8", "6.2")) {
            served.fill();

            UpgradeReport report =
                    run(served, "6.2", event -> Changes.atStart(event, "stop", () -> served.ask("SET last write")));

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains("number of keys");
            assertThat(served.version()).startsWith("Redis 2.8");
            assertThat(served.ask("GET last")).isEqualTo("write");
        }
    }

    /** The whole way once more, after the way back. */
    @Test
    void whatWasTakenBackCanBeResumed() throws Exception {
        try (Served served = Served.start(folder, LOG, "6.2", "8.0")) {
            served.fill();
            Contents before = served.contents();
            UpgradeReport first = run(
                    served, "8.0", event -> Changes.atStart(event, "verify", () -> served.ask("SET string:1 other")));
            assertThat(first.outcome()).isEqualTo(Outcome.ROLLED_BACK);

            UpgradeReport second = served.uprev().build().resume(first.planId());

            assertThat(second.outcome()).as(second.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(served.contents().differencesTo(before)).isEmpty();
        }
    }

    @Test
    void aFullDiskIsFoundBeforeOrTakenBack() throws Exception {
        Path mount = Files.createDirectories(folder.resolve("disk"));
        try (Disk disk = Disk.inMemory(mount, 1);
                Served served = Served.start(folder, SNAPSHOT, "6.2", "7.0")) {
            served.fill();
            Contents before = served.contents();
            served.ask("SAVE");
            List<String> files = served.dataFiles();
            Uprev uprev = served.uprev()
                    .listener(event -> Changes.atStart(
                            event, "keep", () -> Files.write(disk.folder().resolve("full"), new byte[1020 << 10])))
                    .build();
            UpgradePlan plan = uprev.plan(
                    served.request("7.0").archive(mount.resolve("archive")).build());

            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains("No space left");
            assertAsBefore(served, before, files, "6.2");
            Files.deleteIfExists(mount.resolve("full"));
            served.ask(
                    "EVAL " + "for\ti=1,60000\tdo\tredis.call('SET','k'..i,'v'..i..math.random())end" + " 0", "SAVE");
            assertThat(uprev.plan(served.request("7.0")
                                    .archive(mount.resolve("archive"))
                                    .build())
                            .findings())
                    .anyMatch(finding -> finding.code().equals("disk-space"));
        }
    }

    /** Here the archive is where the servers are, so that the copy would come to lie where the data are. */
    @Test
    void aFolderThatIsTakenIsLeftAsItIs() throws Exception {
        try (Served served = Served.start(folder, SNAPSHOT, "6.2", "7.0")) {
            served.fill();
            Contents before = served.contents();
            served.ask("SAVE");
            List<String> files = served.dataFiles();
            Uprev uprev = served.uprev().build();

            UpgradeReport report = uprev.execute(
                    uprev.plan(served.request("7.0").archive(served.base).build()));

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains("something lies there already");
            assertAsBefore(served, before, files, "6.2");
        }
    }

    @Test
    void anotherServerOfThatNameIsUnknown() {
        try (Served served = Served.start(folder, SNAPSHOT, "6.2", "7.0")) {
            served.servers.remove(DatabaseEngine.REDIS, "nobody");
            assertThat(served.uprev()
                            .build()
                            .plan(UpgradeRequest.builder(
                                            UpgradeMethod.IN_PLACE,
                                            served.instance,
                                            new UpgradeTarget.InPlace("nobody", Version.parse("7.0")))
                                    .build())
                            .findings())
                    .anyMatch(finding -> finding.code().equals("server-files-unknown"));
        }
    }
}
