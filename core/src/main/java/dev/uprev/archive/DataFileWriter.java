package dev.uprev.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes one data file, which comes into being with its first frame. Not thread-safe. */
final class DataFileWriter {
    private final String name;
    private final Path path;
    private final SpaceGuard space;
    private final boolean fsync;
    private Optional<FileChannel> channel = Optional.empty();
    private long bytes;
    private long frames;

    DataFileWriter(ArchiveLayout layout, String name, SpaceGuard space, boolean fsync) {
        this.name = name;
        this.path = layout.directory().resolve(name);
        this.space = space;
        this.fsync = fsync;
    }

    /** Appends a frame with its header. */
    void append(ByteBuffer frame) {
        int length = frame.remaining();
        space.require(length);
        try {
            if (channel.isEmpty()) {
                channel = Optional.of(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            }
            while (frame.hasRemaining()) {
                channel.get().write(frame);
            }
        } catch (IOException e) {
            throw space.explain(path, e, length);
        }
        bytes += length;
        frames++;
    }

    /** Ends the file, on disk if so set. */
    void finish() {
        if (channel.isEmpty()) {
            return;
        }
        try {
            if (fsync) {
                channel.get().force(true);
                syncDirectory(path.resolveSibling("."));
            }
            channel.get().close();
        } catch (IOException e) {
            throw space.explain(path, e, 0);
        }
    }

    /** Removes what was written. */
    void abandon() {
        if (channel.isEmpty()) {
            return;
        }
        try {
            channel.get().close();
        } catch (IOException e) {
            throw ArchiveErrors.io("close", path, e);
        } finally {
            delete(path);
        }
    }

    String name() {
        return name;
    }

    long bytes() {
        return bytes;
    }

    long frames() {
        return frames;
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw ArchiveErrors.io("delete", file, e);
        }
    }

    /** Makes the names in a directory durable, where the operating system lets one do that. */
    static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows has no such thing, and there the file's own force is all one can ask for.
            return;
        }
    }
}
