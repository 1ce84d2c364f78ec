package dev.uprev.redis;

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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the data of a server that is down. Each file is copied with its owner and its times, so that one that has
 * not been touched since can be told.
 */
final class DataBackup {
    private final StepContext run;
    private final ServerSite site;
    private final BackupFolder backup;
    private final Path folder;

    DataBackup(StepContext run, ServerSite site) {
        this.run = run;
        this.site = site;
        this.backup = new BackupFolder(run, site.name());
        this.folder = backup.path();
    }

    /**
     * A file of the data.
     *
     * @param path within the data folder
     * @param bytes its size
     * @param modified in milliseconds since 1970
     * @param sha256 in hex
     */
    private record Kept(Path path, long bytes, long modified, String sha256) {}

    /**
     * What is kept.
     *
     * @param files of the data
     * @param names all that there was in the data folder
     */
    private record Contents(List<Kept> files, Set<String> names) {}

    Path folder() {
        return folder;
    }

    boolean isComplete() {
        return backup.isComplete();
    }

    /**
     * Makes the folder this run's own.
     *
     * @throws UpgradeException as {@link BackupFolder#claim}
     */
    void claim() throws IOException {
        backup.claim();
    }

    /**
     * Copies anew.
     *
     * @throws UpgradeException {@code backup-failed}
     */
    void make() {
        try {
            copyAll();
        } catch (IOException e) {
            throw UpgradeException.failed("backup-failed", "cannot copy the data of server " + site)
                    .seen(folder)
                    .why(e.toString())
                    .cause(e)
                    .fix("make room there, or name another folder as the archive; nothing has been changed");
        }
    }

    private void copyAll() throws IOException {
        claim();
        FileTree.delete(folder);
        PrivateFiles.makeDirectory(folder);
        List<Path> paths = files();
        long bytes = 0;
        for (Path path : paths) {
            bytes += Files.size(site.data().resolve(path));
        }
        run.progress().total(bytes, "bytes");
        List<Kept> kept = new ArrayList<>();
        for (Path path : paths) {
            Path from = site.data().resolve(path);
            Path to = folder.resolve("data").resolve(path);
            PrivateFiles.makeDirectory(Optional.ofNullable(to.getParent()).orElseThrow());
            String sum = copy(from, to);
            kept.add(new Kept(
                    path, Files.size(from), Files.getLastModifiedTime(from).toMillis(), sum));
        }
        beside();
        backup.complete(Json.write(new Contents(kept, names())) + "\n");
    }

    /** Configuration and users, for people: they are not put back. */
    private void beside() throws IOException {
        for (Path file : Stream.concat(site.configuration().stream(), site.users().stream())
                .toList()) {
            if (Files.isReadable(file)) {
                Path to = folder.resolve(file.getFileName());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Gives the data folder the files that it had; does nothing to those that it still has. */
    void putBack() throws IOException {
        if (!isComplete()) {
            return; // the new server has not been started
        }
        Contents contents = Json.read(backup.list(), Contents.class);
        for (Kept kept : contents.files()) {
            requireSound(kept);
        }
        removeNew(contents);
        for (Kept kept : contents.files()) {
            Path to = site.data().resolve(kept.path());
            if (!isUntouched(to, kept)) {
                PrivateFiles.makeDirectory(Optional.ofNullable(to.getParent()).orElseThrow());
                Path unfinished = to.resolveSibling(to.getFileName() + ".uprev");
                copy(folder.resolve("data").resolve(kept.path()), unfinished);
                Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** What the newer server has made: its own data, and a folder of AOF parts, which a later upgrade would take up. */
    private void removeNew(Contents contents) throws IOException {
        Set<Path> before = contents.files().stream().map(Kept::path).collect(Collectors.toSet());
        for (Path path : files()) {
            if (!before.contains(path)) {
                Files.deleteIfExists(site.data().resolve(path));
            }
        }
        for (String name : names()) {
            Path manifest = site.data().resolve(name).resolve(site.log() + ".manifest");
            if (!contents.names().contains(name) && Files.exists(manifest)) {
                FileTree.delete(site.data().resolve(name));
            }
        }
    }

    private static boolean isUntouched(Path file, Kept kept) throws IOException {
        return Files.exists(file)
                && Files.size(file) == kept.bytes()
                && Files.getLastModifiedTime(file).toMillis() == kept.modified();
    }

    private void requireSound(Kept kept) throws IOException {
        Path file = folder.resolve("data").resolve(kept.path());
        if (!Files.exists(file) || !FileCopy.digest(file).equals(kept.sha256())) {
            throw BackupFolder.damaged(file, site.data());
        }
    }

    void delete() throws IOException {
        backup.delete();
    }

    /** Paths of the files that are there and are data, within the data folder. */
    private List<Path> files() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (String name : List.of(site.snapshot(), site.log(), site.nodes())) {
            if (!name.isEmpty() && Files.isRegularFile(site.data().resolve(name))) {
                paths.add(Path.of(name));
            }
        }
        Path parts = site.data().resolve(site.logFolder());
        if (!site.logFolder().isEmpty() && Files.isDirectory(parts)) {
            try (Stream<Path> all = Files.list(parts)) {
                all.filter(Files::isRegularFile)
                        .map(file -> Path.of(site.logFolder()).resolve(file.getFileName()))
                        .sorted()
                        .forEach(paths::add);
            }
        }
        return paths;
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(site.data())) {
            return all.map(path -> String.valueOf(path.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private String copy(Path from, Path to) throws IOException {
        return FileCopy.copy(from, to, bytes -> {
            run.cancellation().check();
            run.progress().advance(site.name() + "/" + from.getFileName(), bytes);
        });
    }
}
