package dev.uprev.testkit.servers;

import dev.uprev.io.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * The folder in which the programs of servers and tools are kept between runs. Several threads and processes may share
 * it: each distribution is unpacked by one of them, and its folder appears at once and whole.
 */
public final class ServerCache {
    /** System property that names the folder. */
    public static final String FOLDER_PROPERTY = "servers.cache";

    private static final String BELOW_HOME = ".cache/uprev/servers";

    /** For root whose servers run as nobody, who cannot read below root's home. */
    private static final Path FOR_NOBODY = Path.of("/var/cache/uprev/servers");

    /** A file lock belongs to the whole Java process, so threads need one more. */
    private static final Object ONE_THREAD = new Object();

    private final Path root;

    private ServerCache(Path root) {
        this.root = root.toAbsolutePath();
    }

    /**
     * The folder named by {@link #FOLDER_PROPERTY}; else {@code ~/.cache/uprev/servers}, or
     * {@code /var/cache/uprev/servers} for root where servers have to run as nobody.
     */
    public static ServerCache standard() {
        String folder = System.getProperty(FOLDER_PROPERTY, "");
        if (!folder.isBlank()) {
            return at(Path.of(folder));
        }
        String home = Objects.requireNonNullElse(System.getProperty("user.home"), ".");
        return at(ServerAccount.current() == ServerAccount.NOBODY ? FOR_NOBODY : Path.of(home, BELOW_HOME));
    }

    public static ServerCache at(Path folder) {
        return new ServerCache(folder);
    }

    Path root() {
        return root;
    }

    /**
     * The folder of this distribution, which is fetched and unpacked first where it is not there yet.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when this machine cannot have it
     * @throws UncheckedIOException when the cache cannot be written
     */
    public Path folder(Distribution distribution) {
        Path home = root.resolve(distribution.name());
        if (Files.isDirectory(home)) {
            return home;
        }
        synchronized (ONE_THREAD) {
            try {
                Files.createDirectories(root);
                unpackUnderLock(distribution, home);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot unpack " + distribution.name() + " into " + root, e);
            }
        }
        return home;
    }

    private void unpackUnderLock(Distribution distribution, Path home) throws IOException {
        Path lockFile = root.resolve(distribution.name() + ".lock");
        // Nobody else can be working in this folder while the lock is held: what is there is left over.
        Path partial = root.resolve(distribution.name() + ".partial");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.lock();
            try {
                if (!Files.isDirectory(home)) {
                    FileTree.delete(partial);
                    distribution.unpack(Files.createDirectory(partial), home);
                    Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                FileTree.delete(partial);
                lock.release();
            }
        }
    }
}
