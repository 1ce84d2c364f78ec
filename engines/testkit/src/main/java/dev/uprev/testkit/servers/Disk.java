package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A file system of a fixed size of its own, mounted on a folder until it is closed: to be filled up, or to have what
 * the machine's own disk cannot do.
 */
public final class Disk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;

    private Disk(Path folder) {
        this.folder = folder;
    }

    /**
     * In memory.
     *
     * @param folder an empty folder
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when mounts are not allowed here
     */
    public static Disk inMemory(Path folder, int mebibytes) throws IOException {
        String options = "mode=700,size=" + mebibytes + "m";
        run(
                "a file system of " + mebibytes + " MiB",
                "mount",
                "-t",
                "tmpfs",
                "-o",
                options,
                "tmpfs",
                folder.toString());
        return new Disk(folder);
    }

    /**
     * XFS in a file: one that copies files by sharing their blocks (reflinks), as pg_upgrade's clone mode needs.
     *
     * @param folder an empty folder
     * @param image a file that does not exist yet; it takes little more room than what is in the file system
     * @param mebibytes 300 or more, which XFS wants
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when mounts are not allowed here, or mkfs.xfs
     *     cannot be had
     */
    public static Disk cloning(Path folder, Path image, int mebibytes) throws IOException {
        Path mkfs = ServerCache.standard()
                .folder(new DebianTree("xfsprogs", "trixie", List.of("xfsprogs")))
                .resolve("usr/sbin/mkfs.xfs");
        run("XFS", mkfs.toString(), "-q", "-d", "file,name=" + image + ",size=" + mebibytes + "m");
        run("XFS", "mount", "-o", "loop", image.toString(), folder.toString());
        return new Disk(folder);
    }

    /** Where it is mounted. */
    public Path folder() {
        return folder;
    }

    /** Unmounts it, also where somebody has still a file open. */
    @Override
    public void close() throws IOException {
        Processes.Result result = Processes.run(Path.of("/"), LIMIT, List.of("umount", "--lazy", folder.toString()));
        if (!result.ok()) {
            throw new IOException(
                    "cannot unmount " + folder + ": " + result.output().strip());
        }
    }

    private static void run(String what, String... command) throws IOException {
        Processes.Result result = Processes.run(Path.of("/"), LIMIT, List.of(command));
        if (!result.ok()) {
            throw Unavailable.because(
                            what,
                            Path.of(command[0]).getFileName() + " says: "
                                    + result.output().strip())
                    .fix("run as root, with the right to mount");
        }
    }
}
