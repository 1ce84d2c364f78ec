package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.UprevBuilder;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Approval;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.Redactor;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServerFiles;
import dev.uprev.testkit.servers.Disk;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.tool.ToolResult;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails: until the new server has come up on shared files, the old one runs again with all its data. */
@RequiresServers
class InPlaceFailuresIT {
    private static final ToolRunner TOOLS = ToolRunner.local(new Redactor());

    @TempDir
    private Path folder;

    private InPlaceScene scene(FileMode mode) throws SQLException {
        return mode == FileMode.SWAP
                ? InPlaceScene.start(folder, Map.of(), 17, 18)
                : InPlaceScene.start(folder, Map.of(), 13, 17);
    }

    private static UpgradeReport run(InPlaceScene scene, FileMode mode, UprevBuilder uprev) {
        int to = mode == FileMode.SWAP ? 18 : 17;
        UpgradePlan plan = uprev.build()
                .plan(scene.request(to).option(FileMode.OPTION, mode.toString()).build());
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return uprev.build().execute(plan);
    }

    private static void assertAsBefore(InPlaceScene scene, String sums, UpgradeReport report)
            throws SQLException, IOException {
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(scene.version()).startsWith(scene.from);
        assertThat(scene.sums()).isEqualTo(sums);
        scene.run("shop", "INSERT INTO customers VALUES (1000000, 'afterwards')", "VACUUM", "REINDEX DATABASE shop");
        assertThat(scene.beside()).containsExactly("data", "log", "postgresql.conf", "server.json");
    }

    @ParameterizedTest
    @CsvSource({
        "copy, initdb, false",
        "copy, initdb, true",
        "copy, pg_upgrade, true",
        "link, initdb, true",
        "link, pg_upgrade, false",
        "link, pg_upgrade, true",
        "swap, pg_upgrade, false",
        "swap, pg_upgrade, true"
    })
    void aProgramThatFails(String word, String program, boolean afterwards) throws Exception {
        FileMode mode = FileMode.valueOf(word.toUpperCase(Locale.ROOT));
        AtomicBoolean upgrading = new AtomicBoolean();
        ToolRunner failing = command -> {
            boolean hit = upgrading.get() && command.program().endsWith("/" + program);
            if (hit && !afterwards) {
                throw new IllegalStateException("broken before " + program);
            }
            ToolResult result = TOOLS.run(command);
            if (hit) {
                throw new IllegalStateException("broken after " + program);
            }
            return result;
        };
        try (InPlaceScene scene = scene(mode)) {
            String sums = scene.sums();
            UpgradeReport report =
                    run(scene, mode, scene.uprev().tools(failing).listener(at("upgrade", () -> upgrading.set(true))));
            assertAsBefore(scene, sums, report);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COPY", "LINK", "SWAP"})
    void pgUpgradeIsKilledWhileItBringsOverFiles(FileMode mode) throws Exception {
        try (InPlaceScene scene = scene(mode)) {
            String sums = scene.sums();
            ClusterPaths paths = new ClusterPaths(scene.data.toRealPath());
            Path sign = mode == FileMode.COPY
                    ? paths.fresh().resolve("pg_upgrade_output.d")
                    : paths.data().resolve("global/pg_control.old");
            AtomicBoolean killed = new AtomicBoolean();
            Thread killer = new Thread(() -> {
                while (!killed.get()) {
                    if (Files.exists(sign) && Files.exists(paths.run())) {
                        killed.set(killAll(paths.work()));
                    }
                }
            });
            UpgradeReport report = run(scene, mode, scene.uprev().listener(at("upgrade", killer::start)));
            killed.set(true);
            killer.join();
            assertAsBefore(scene, sums, report);
        }
    }

    private static boolean killAll(Path folder) {
        List<ProcessHandle> helpers = ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                                .startsWith(folder);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
        helpers.forEach(ProcessHandle::destroyForcibly);
        return !helpers.isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"COPY", "LINK", "SWAP"})
    void theNewServerDoesNotStart(FileMode mode) throws Exception {
        try (InPlaceScene scene = scene(mode)) {
            String sums = scene.sums();
            UpgradeReport report = run(
                    scene,
                    mode,
                    scene.uprev()
                            .listener(at(
                                    "start",
                                    () -> append(
                                            scene.data.resolve("postgresql.conf"),
                                            "shared_preload_libraries = 'no_such_library'\n"))));
            assertAsBefore(scene, sums, report);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COPY", "LINK"})
    void theControllerFailsToStartIt(FileMode mode) throws Exception {
        try (InPlaceScene scene = scene(mode)) {
            String sums = scene.sums();
            InstanceController failing = new Forwarding(scene.servers) {
                @Override
                public void start(DatabaseEngine engine, String name, Version version) {
                    if (version.major() > 13) {
                        throw new IllegalStateException("no");
                    }
                    super.start(engine, name, version);
                }
            };
            assertAsBefore(scene, sums, run(scene, mode, scene.uprev(failing)));
        }
    }

    /** There is not even room for an empty cluster, or it ends while pg_upgrade is at work. */
    @ParameterizedTest
    @CsvSource({"COPY, initdb, 20", "COPY, pg_upgrade, 3", "LINK, pg_upgrade, 3"})
    void theDiskIsFull(FileMode mode, String program, int mebibytesLeft) throws Exception {
        Path servers = Files.createDirectory(folder.resolve("servers"));
        try (Disk disk = Disk.inMemory(servers, 900);
                InPlaceScene scene = scene(mode)) {
            String sums = scene.sums();
            Path filler = disk.folder().resolve("filler");
            AtomicBoolean upgrading = new AtomicBoolean();
            ToolRunner filling = command -> {
                if (upgrading.get() && command.program().endsWith("/" + program)) {
                    unchecked(() -> fill(filler, mebibytesLeft));
                }
                return TOOLS.run(command);
            };
            UpgradeReport report =
                    run(scene, mode, scene.uprev().tools(filling).listener(at("upgrade", () -> upgrading.set(true))));
            Files.delete(filler);
            assertThat(report.error().orElse("")).contains("there is no room for the new cluster");
            assertAsBefore(scene, sums, report);
        }
    }

    private static void fill(Path file, int mebibytesLeft) throws IOException {
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (Files.getFileStore(file).getUsableSpace() > (long) mebibytesLeft << 20) {
                out.write(block);
            }
        }
    }

    @Test
    void theStartOnSharedFilesIsNotApproved() throws Exception {
        try (InPlaceScene scene = scene(FileMode.LINK)) {
            String sums = scene.sums();
            UpgradeReport report = run(scene, FileMode.LINK, scene.uprev().approval(Approval.NEVER));
            assertAsBefore(scene, sums, report);
        }
    }

    @Test
    void somebodyWritesMeanwhile() throws Exception {
        try (InPlaceScene scene = scene(FileMode.COPY)) {
            UpgradeReport report = run(
                    scene,
                    FileMode.COPY,
                    scene.uprev()
                            .listener(at(
                                    "stop",
                                    () -> unchecked(
                                            () -> scene.run("shop", "DELETE FROM customers WHERE id = 1000")))));
            assertThat(report.error().orElse("")).contains("somebody has written", "shop");
            assertAsBefore(scene, scene.sums(), report);
        }
    }

    @Test
    void theComparisonFindsADifference() throws Exception {
        try (InPlaceScene scene = scene(FileMode.COPY)) {
            String sums = scene.sums();
            UpgradeReport report = run(
                    scene,
                    FileMode.COPY,
                    scene.uprev()
                            .listener(at(
                                    "verify",
                                    () -> unchecked(
                                            () -> scene.run("shop", "UPDATE customers SET name = 'x' WHERE id = 7")))));
            assertThat(report.error().orElse("")).contains("customers");
            assertAsBefore(scene, sums, report);
        }
    }

    @Test
    void onSharedFilesThereIsNoWayBackFromADifference() throws Exception {
        try (InPlaceScene scene = scene(FileMode.LINK)) {
            UpgradeReport report = run(
                    scene,
                    FileMode.LINK,
                    scene.uprev()
                            .listener(at(
                                    "verify",
                                    () -> unchecked(
                                            () -> scene.run("shop", "UPDATE customers SET name = 'x' WHERE id = 7")))));
            assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(scene.version()).startsWith("17");
        }
    }

    private static UpgradeListener at(String step, Runnable work) {
        AtomicBoolean done = new AtomicBoolean();
        return event -> {
            if (event instanceof StepStarted started
                    && !started.undo()
                    && started.step().startsWith(step)
                    && !done.getAndSet(true)) {
                work.run();
            }
        };
    }

    private static void append(Path file, String text) {
        unchecked(() -> Files.writeString(file, text, StandardOpenOption.APPEND));
    }

    private interface Work {
        void run() throws SQLException, IOException;
    }

    private static void unchecked(Work work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another controller, as it is. */
    private static class Forwarding implements InstanceController {
        private final InstanceController inner;

        Forwarding(InstanceController inner) {
            this.inner = inner;
        }

        @Override
        public Instance provision(
                DatabaseEngine engine, String name, Version version, SortedMap<String, String> settings) {
            return inner.provision(engine, name, version, settings);
        }

        @Override
        public void remove(DatabaseEngine engine, String name) {
            inner.remove(engine, name);
        }

        @Override
        public void stop(DatabaseEngine engine, String name) {
            inner.stop(engine, name);
        }

        @Override
        public void start(DatabaseEngine engine, String name, Version version) {
            inner.start(engine, name, version);
        }

        @Override
        public Optional<ServerFiles> files(DatabaseEngine engine, String name) {
            return inner.files(engine, name);
        }
    }
}
