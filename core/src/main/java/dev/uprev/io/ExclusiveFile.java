package dev.uprev.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file whose holder is alone, in this process and among all. The operating system frees it when the process dies. */
public final class ExclusiveFile implements AutoCloseable {
    // A process that closes any channel on a file loses all its locks on that file (fcntl(2)), so within a process
    // only one holder may have it open.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ExclusiveFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock; empty when somebody has it.
     *
     * @param directory exists already
     * @param name the lock file in it, made when absent
     */
    public static Optional<ExclusiveFile> take(Path directory, String name) throws IOException {
        Path file = directory.toRealPath().resolve(name);
        if (!HELD_HERE.add(file)) {
            return Optional.empty();
        }
        boolean held = false;
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            held = lock(channel);
            return held ? Optional.of(new ExclusiveFile(file, channel)) : Optional.empty();
        } finally {
            if (!held) {
                HELD_HERE.remove(file);
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            held = false;
        } finally {
            if (!held) {
                channel.close();
            }
        }
        return held;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
