package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.io.PrivateFiles;
import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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
    private static final int BUFFER = 1 << 20;

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
        return Files.exists(folder.resolve(LIST));
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
        sync(list);
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
        if (!Files.exists(file) || !digest(file).equals(kept.sha256())) {
            throw UpgradeException.failed("backup-damaged", "cannot put the data of the server back")
                    .seen(file)
                    .why("the file is not as it was when it was copied; nothing has been changed")
                    .fix("bring the file back, then resume; the newer server's data are still in " + site.data());
        }
    }

    void delete() throws IOException {
        FileTree.delete(folder);
        try (Stream<Path> others = Files.exists(run.archive()) ? Files.list(run.archive()) : Stream.empty()) {
            if (others.findAny().isPresent()) {
                return;
            }
        }
        Files.deleteIfExists(run.archive());
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

    /** Copies and returns the SHA-256 of what was read. */
    private String copy(Path from, Path to) throws IOException {
        MessageDigest sum = sha256();
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (in.read(buffer) >= 0) {
                run.cancellation().check();
                buffer.flip();
                sum.update(buffer.duplicate());
                run.progress().advance(site.name() + "/" + from.getFileName(), buffer.remaining());
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
            out.force(true);
        }
        likeTheOther(from, to);
        return HexFormat.of().formatHex(sum.digest());
    }

    private static void likeTheOther(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null) {
            PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
            PosixFileAttributes is = view.readAttributes();
            view.setPermissions(wanted.permissions());
            if (!is.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!is.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
        }
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static String digest(Path file) {
        MessageDigest sum = sha256();
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (in.read(buffer) >= 0) {
                sum.update(buffer.flip());
                buffer.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
