package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.io.PrivateFiles;
import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
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
 * A copy of the data of a server that is down, in the folder of the run's archive. It is complete when its list of
 * files is there, which is written last. Each file is copied with its owner and its times, so that one that has not
 * been touched since can be told.
 */
final class DataBackup {
    private static final String LIST = "files.json";

    private final StepContext run;
    private final ServerSite site;
    private final Path folder;

    DataBackup(StepContext run, ServerSite site) {
        this.run = run;
        this.site = site;
        this.folder = run.archive().resolve(site.name());
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
        return isClaimed() && Files.exists(folder.resolve(LIST));
    }

    private String claimKey() {
        return "backup of " + site.name();
    }

    private boolean isClaimed() {
        return run.recall(claimKey()).isPresent();
    }

    /**
     * Makes the folder this run's own: only then is anything in it deleted or put back.
     *
     * @throws UpgradeException {@code backup-folder-taken} where something lies there already, as the copy of an
     *     earlier upgrade
     */
    void claim() throws IOException {
        if (isClaimed()) {
            return;
        }
        if (!isEmpty(folder)) {
            throw UpgradeException.failed("backup-folder-taken", "cannot copy the data of server " + site)
                    .seen(folder)
                    .why("something lies there already, perhaps what an earlier upgrade has kept")
                    .fix("name another folder as the archive, or move that one away; nothing has been changed");
        }
        run.remember(claimKey(), folder.toString());
    }

    private static boolean isEmpty(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return !Files.exists(path);
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
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
        Path list = folder.resolve(LIST + ".new");
        Files.writeString(list, Json.write(new Contents(kept, names())) + "\n");
        FileCopy.sync(list);
        Files.move(list, folder.resolve(LIST), StandardCopyOption.ATOMIC_MOVE);
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
        Contents contents = Json.read(Files.readString(folder.resolve(LIST)), Contents.class);
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
            throw UpgradeException.failed("backup-damaged", "cannot put the data of the server back")
                    .seen(file)
                    .why("the file is not as it was when it was copied; nothing has been changed")
                    .fix("bring the file back, then resume; the newer server's data are still in " + site.data());
        }
    }

    void delete() throws IOException {
        if (!isClaimed()) {
            return;
        }
        FileTree.delete(folder);
        if (isEmpty(run.archive())) {
            Files.deleteIfExists(run.archive());
        }
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
