package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.ExclusiveFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Deletes an archive, as the undoing of a dump does. */
public final class ArchiveDeletion {
    private ArchiveDeletion() {}

    /**
     * Deletes an archive, finished or not, and its directory. Does nothing where there is none. Data go before the
     * manifest, so that a deletion that was interrupted can be repeated.
     *
     * @throws UpgradeException {@code archive-directory-not-empty} where the directory holds other things, and then
     *     nothing is deleted; {@code archive-in-use}, {@code archive-io}
     */
    public static void delete(Path directory) {
        ArchiveLayout layout = new ArchiveLayout(directory);
        layout.refuseForeignFiles();
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            ExclusiveFile lock = ExclusiveFile.take(directory, ArchiveLayout.LOCK)
                    .orElseThrow(() -> UpgradeException.failed("archive-in-use", "cannot delete the dump")
                            .seen(directory)
                            .why("a writer is at work on it")
                            .fix("wait for it to end, or end it; the lock goes with its process"));
            try {
                ArchiveLayout.list(layout.data()).forEach(DataFileWriter::delete);
                DataFileWriter.delete(layout.data());
                DataFileWriter.delete(layout.manifest());
            } finally {
                lock.close();
            }
            DataFileWriter.delete(layout.lock());
            DataFileWriter.delete(directory);
        } catch (IOException e) {
            throw ArchiveErrors.io("delete", directory, e);
        }
    }
}
