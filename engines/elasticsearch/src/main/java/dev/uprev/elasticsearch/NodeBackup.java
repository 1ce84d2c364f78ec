package dev.uprev.elasticsearch;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileCopy;
import dev.uprev.io.FileTree;
import dev.uprev.io.PrivateFiles;
import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.BackupFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data folder of a node that is down, kept for the way back; with it the keystore, which newer releases rewrite so
 * that older ones cannot read it.
 *
 * <p>Lucene never changes a file that it has written: it makes new ones and deletes those that nobody needs. So the
 * files of its indices, which are nearly all of the data, are kept as hard links where the archive is on the same disk:
 * that takes neither time nor room, however much there is. All others are copied, because the node writes into them
 * where they are, as into the checkpoint of a translog, or appends to them. On another disk everything is copied.
 */
final class NodeBackup {
    private static final String KEYSTORE = "elasticsearch.keystore";

    private final StepContext run;
    private final NodeSite site;
    private final BackupFolder backup;
    private final Path kept;

    NodeBackup(StepContext run, NodeSite site) {
        this.run = run;
        this.site = site;
        this.backup = new BackupFolder(run, site.name());
        this.kept = backup.path().resolve("data");
    }

    /**
     * A file of the data.
     *
     * @param path within the data folder
     * @param bytes its size
     * @param modified in milliseconds since 1970
     * @param sha256 in hex; absent for one that is linked
     */
    private record Kept(Path path, long bytes, long modified, Optional<String> sha256) {}

    /** What is kept: folders before those in them. */
    private record Contents(List<Path> folders, List<Kept> files, boolean keystore) {}

    Path folder() {
        return backup.path();
    }

    boolean isComplete() {
        return backup.isComplete();
    }

    void claim() throws IOException {
        backup.claim();
    }

    /**
     * Keeps it anew.
     *
     * @throws UpgradeException {@code backup-failed}
     */
    void make() {
        try {
            keepAll();
        } catch (IOException e) {
            throw UpgradeException.failed("backup-failed", "cannot keep the data of node " + site)
                    .seen(folder())
                    .why(e.toString())
                    .cause(e)
                    .fix("make room there, or name another folder as the archive; nothing has been changed");
        }
    }

    private void keepAll() throws IOException {
        backup.claim();
        FileTree.delete(folder());
        PrivateFiles.makeDirectory(kept);
        NodeFiles all = NodeFiles.of(site.data());
        List<Path> folders = all.folders();
        List<Path> files = all.files();
        run.progress().total(files.size(), "files");
        for (Path each : folders) {
            Files.createDirectories(kept.resolve(each));
        }
        List<Kept> list = new ArrayList<>();
        for (Path file : files) {
            list.add(keep(file));
        }
        for (Path each : folders) {
            FileCopy.likeTheOther(site.data().resolve(each), kept.resolve(each));
            FileCopy.syncFolder(kept.resolve(each));
        }
        Optional<Path> keystore = keystore().filter(Files::exists);
        if (keystore.isPresent()) {
            FileCopy.copy(keystore.get(), folder().resolve(KEYSTORE), bytes -> {});
        }
        FileCopy.syncFolder(folder());
        backup.complete(Json.write(new Contents(folders, list, keystore.isPresent())) + "\n");
    }

    private Kept keep(Path file) throws IOException {
        run.cancellation().check();
        Path from = site.data().resolve(file);
        Path to = kept.resolve(file);
        boolean linked = NodeFiles.isOfLucene(file) && NodeFiles.link(from, to);
        Optional<String> sum = linked
                ? Optional.empty()
                : Optional.of(FileCopy.copy(from, to, bytes -> {
                    run.cancellation().check();
                }));
        run.progress().advance(site.name(), 1);
        return new Kept(file, Files.size(from), Files.getLastModifiedTime(from).toMillis(), sum);
    }

    private Optional<Path> keystore() {
        return site.configuration().map(folder -> folder.resolve(KEYSTORE));
    }

    /** Gives the data folder what it had, and nothing else; does nothing where the newer node was not started yet. */
    void putBack() throws IOException {
        if (!isComplete()) {
            return;
        }
        Contents contents = Json.read(backup.list(), Contents.class);
        for (Kept file : contents.files()) {
            requireSound(file);
        }
        NodeFiles.empty(site.data());
        for (Path each : contents.folders()) {
            Files.createDirectories(site.data().resolve(each));
        }
        for (Kept file : contents.files()) {
            Path from = kept.resolve(file.path());
            Path to = site.data().resolve(file.path());
            if (file.sha256().isPresent() || !NodeFiles.link(from, to)) {
                FileCopy.copy(from, to, bytes -> {});
            }
        }
        for (Path each : contents.folders()) {
            FileCopy.likeTheOther(kept.resolve(each), site.data().resolve(each));
            FileCopy.syncFolder(site.data().resolve(each));
        }
        FileCopy.syncFolder(site.data());
        if (contents.keystore()) {
            FileCopy.copy(folder().resolve(KEYSTORE), keystore().orElseThrow(), bytes -> {});
        } else if (keystore().isPresent()) {
            Files.deleteIfExists(keystore().get());
        }
    }

    private void requireSound(Kept file) throws IOException {
        Path path = kept.resolve(file.path());
        boolean sound = Files.exists(path)
                && Files.size(path) == file.bytes()
                && (file.sha256().isPresent()
                        ? FileCopy.digest(path).equals(file.sha256().get())
                        : Files.getLastModifiedTime(path).toMillis() == file.modified());
        if (!sound) {
            throw BackupFolder.damaged(path, site.data());
        }
    }

    void delete() throws IOException {
        backup.delete();
    }
}
