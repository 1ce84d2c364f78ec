package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.SealedLines;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;

/** Appends to a manifest. Not thread-safe. */
final class ManifestLog implements AutoCloseable {
    private final ArchiveLayout layout;
    private final SealedLines lines;
    private final ArchiveContents contents;
    private final SpaceGuard space;
    private final boolean fsync;
    // Not a FileChannel: an interrupt of one thread would close that for all of them.
    private final RandomAccessFile file;
    private long position;
    private Optional<UpgradeException> failure = Optional.empty();

    /** Goes on behind the last complete line; a torn one is cut off. */
    ManifestLog(ArchiveLayout layout, ManifestTail tail, ArchiveContents contents, SpaceGuard space, boolean fsync) {
        this.layout = layout;
        this.lines = tail.lines();
        this.contents = contents;
        this.space = space;
        this.fsync = fsync;
        this.position = tail.position();
        try {
            this.file = new RandomAccessFile(layout.manifest().toFile(), "rw");
            file.setLength(position);
            file.seek(position);
        } catch (IOException e) {
            throw ArchiveErrors.io("open", layout.manifest(), e);
        }
    }

    /**
     * Appends a line, on disk when this returns if so set.
     *
     * @throws UpgradeException {@code disk-full}, {@code archive-io}; then and ever after, because nobody knows what
     *     the file holds
     */
    void append(ManifestLine line) {
        failure.ifPresent(earlier -> {
            throw UpgradeException.failed("archive-writer-failed", "the dump cannot go on")
                    .seen(layout.directory())
                    .why("its manifest could not be written before: " + earlier.code())
                    .cause(earlier)
                    .fix("remove the cause, then resume the dump");
        });
        byte[] bytes = lines.encode(line);
        try {
            file.write(bytes);
            if (fsync) {
                file.getFD().sync();
            }
        } catch (IOException e) {
            UpgradeException error = space.explain(layout.manifest(), e, bytes.length);
            failure = Optional.of(error);
            cutOff(error);
            throw error;
        }
        position += bytes.length;
        lines.accept(bytes);
        contents.add(line, lines.lines());
    }

    private void cutOff(UpgradeException error) {
        try {
            file.setLength(position);
        } catch (IOException e) {
            error.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw ArchiveErrors.io("close", layout.manifest(), e);
        }
    }
}
