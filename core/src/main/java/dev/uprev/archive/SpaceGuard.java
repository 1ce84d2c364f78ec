package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Watches the free space of the archive's file system. Thread-safe. */
final class SpaceGuard {
    private final Path directory;
    private final long reserve;
    private final LongSupplier free;

    SpaceGuard(Path directory, long reserve, LongSupplier free) {
        this.directory = directory;
        this.reserve = reserve;
        this.free = free;
    }

    /** The free space as the operating system tells it; boundless where it does not. */
    static LongSupplier of(Path directory) {
        try {
            // Finding the store costs far more than asking it.
            FileStore store = Files.getFileStore(directory);
            return () -> {
                try {
                    return store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
                } catch (IOException e) {
                    return Long.MAX_VALUE;
                }
            };
        } catch (IOException e) {
            return () -> Long.MAX_VALUE;
        }
    }

    /**
     * Refuses to write more than there is room for.
     *
     * @throws UpgradeException {@code disk-full}
     */
    void require(long bytes) {
        long now = free.getAsLong();
        if (now - reserve < bytes) {
            throw full(bytes, now).fix(remedy(bytes));
        }
    }

    /** The error for a failed write: {@code disk-full} where that was the reason. */
    UpgradeException explain(Path file, IOException cause, long bytes) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        long now = free.getAsLong();
        if (message.contains("no space left") || message.contains("quota exceeded") || now < bytes) {
            return full(bytes, now).cause(cause).fix(remedy(bytes));
        }
        return ArchiveErrors.io("write", file, cause);
    }

    private UpgradeException.Builder full(long bytes, long now) {
        return UpgradeException.failed("disk-full", "no room for the dump")
                .seen(directory)
                .why(bytes + " bytes are needed, " + now + " are free and " + reserve + " of them are kept in reserve");
    }

    private String remedy(long bytes) {
        return "free " + (bytes + reserve) + " bytes or more on that file system and resume, which goes on after the"
                + " items that are complete; or dump to a larger one";
    }
}
