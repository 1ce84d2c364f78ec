package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.model.Version;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the new cluster and has pg_upgrade fill it from the old one, which stays where it is. Can be interrupted
 * anywhere: what was made is taken away, and the old cluster is as it was, in every {@link FileMode}.
 */
final class ClusterUpgrade {
    /** Kept in the journal: the new cluster's last checkpoint, as pg_upgrade has left it. */
    static final String CHECKPOINT = "in-place-checkpoint";

    private static final long WAL_SEGMENT_BYTES = 16 << 20;

    private static final Path CONTROL = Path.of("global", "pg_control");
    /** What pg_upgrade calls it where the old cluster shares files with the new one. */
    private static final Path DISABLED_CONTROL = Path.of("global", "pg_control.old");

    private final StepContext context;
    private final InPlaceFacts facts;
    private final ClusterPaths paths;
    private final Version from;

    ClusterUpgrade(StepContext context) {
        this.context = context;
        this.facts = InPlaceFacts.of(context.plan().source()).orElseThrow();
        this.paths = facts.paths();
        this.from = context.plan().path().source();
    }

    /**
     * Does it all anew.
     *
     * @throws UpgradeException {@code pg-upgrade-failed}, {@code disk-full}, {@code tool-failed} of initdb
     */
    void run() throws IOException, InterruptedException {
        undo(); // what an attempt that was killed has left
        OwnedFiles.makeFolder(paths.work(), paths.data());
        PgUpgrade upgrade = new PgUpgrade(context.tools(), facts, paths.fresh(), paths.run());
        upgrade.prepare();
        if (!control(facts.old(), paths.data()).isShutDown()) {
            new PrivateServer(context.tools(), facts.old(), paths.data()).recover(upgrade.oldOptions(), paths.run());
        }
        try {
            make(upgrade);
        } catch (UpgradeException e) {
            keepLogs();
            throw isOfSpace(e) || isFull() ? diskFull(e) : e;
        }
        context.remember(CHECKPOINT, control(facts.fresh(), paths.fresh()).checkpoint());
    }

    private void make(PgUpgrade upgrade) throws IOException {
        NewCluster.create(context.tools(), facts, paths.fresh());
        if (facts.mode() == FileMode.SWAP) {
            reserve().make();
        }
        upgrade.upgrade(context.plan().request().transfer().jobs(), context.progress(), context.cancellation());
    }

    private static boolean isOfSpace(UpgradeException e) {
        String words = String.valueOf(e.getMessage());
        return words.contains("No space left on device") || words.contains("Check free disk space");
    }

    /** Programs do not always find the room to say why they failed: there is none for the next segment of the log. */
    private boolean isFull() throws IOException {
        return Files.getFileStore(paths.data()).getUsableSpace() < WAL_SEGMENT_BYTES;
    }

    private UpgradeException diskFull(UpgradeException e) {
        return UpgradeException.failed("disk-full", "there is no room for the new cluster")
                .seen(paths.work())
                .why(String.valueOf(e.getMessage()))
                .cause(e)
                .fix("make room, or use the mode link, and run the upgrade again");
    }

    /** The old cluster as it was; nothing of the new one is left. */
    void undo() throws IOException, InterruptedException {
        Leftovers.end(context, facts);
        requireOldInPlace();
        reserve().putBack();
        Path disabled = paths.data().resolve(DISABLED_CONTROL);
        if (Files.exists(disabled) && !Files.exists(paths.data().resolve(CONTROL))) {
            Files.move(disabled, paths.data().resolve(CONTROL), StandardCopyOption.ATOMIC_MOVE);
        }
        for (Path folder : Tablespaces.foldersOf(facts.newVersion(), paths.data())) {
            FileTree.delete(folder);
        }
        FileTree.delete(paths.work());
    }

    private void requireOldInPlace() throws IOException {
        if (!ClusterSwitch.isOf(paths.data(), from)) {
            throw UpgradeException.failed("old-cluster-missing", "the old cluster is not in its place")
                    .seen(paths.data())
                    .why("there is no cluster of PostgreSQL " + Releases.line(from) + ", and nothing is deleted before"
                            + " there is one again")
                    .fix("look for it in " + paths.kept(from) + ", put it back under its name, and resume");
        }
    }

    private SwapReserve reserve() {
        return new SwapReserve(paths.reserve(), paths.data());
    }

    private ControlFile control(ServerPrograms programs, Path data) {
        return ControlFile.read(context.tools(), programs, data);
    }

    /** They go with the new cluster, and are all that tells what has happened. */
    private void keepLogs() throws IOException {
        Path kept = context.workDirectory().resolve("pg_upgrade");
        FileTree.delete(kept);
        Files.createDirectories(kept);
        for (Path folder : List.of(paths.fresh().resolve("pg_upgrade_output.d"), paths.run())) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }
}
