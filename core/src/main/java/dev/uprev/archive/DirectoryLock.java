package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write to a directory: one holder in this process and among all processes. The operating system takes it
 * back when the process dies.
 */
final class DirectoryLock implements AutoCloseable {
    // A process that closes any channel on a file loses all its POSIX locks on that file (fcntl(2)). So the file is
    // opened only by who is sure that nobody else in this process has it open.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private DirectoryLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes the lock of an existing directory.
     *
     * @throws UpgradeException {@code archive-in-use}
     */
    static DirectoryLock take(ArchiveLayout layout) {
        try {
            Path key = layout.directory().toRealPath();
            if (!HELD_HERE.add(key)) {
                throw inUse(layout);
            }
            try {
                return new DirectoryLock(key, openLocked(layout));
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(key);
                throw e;
            }
        } catch (IOException e) {
            throw ArchiveErrors.io("lock", layout.lock(), e);
        }
    }

    private static FileChannel openLocked(ArchiveLayout layout) throws IOException {
        FileChannel channel = FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Optional<FileLock> lock;
        try {
            lock = Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            lock = Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (lock.isEmpty()) {
            channel.close();
            throw inUse(layout);
        }
        return channel;
    }

    private static UpgradeException inUse(ArchiveLayout layout) {
        return UpgradeException.failed("archive-in-use", "cannot write to the dump")
                .seen(layout.directory())
                .why("another writer is at work on it")
                .fix("wait for it to end, or end it; the lock goes with its process");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ArchiveErrors.io("unlock", key, e);
        } finally {
            HELD_HERE.remove(key);
        }
    }
}
