package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.ExclusiveFile;
import dev.uprev.io.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Takes possession of a directory for one writer: looks, locks, looks again, and makes it ready. */
record ArchiveOpening(
        ArchiveLayout layout, ExclusiveFile lock, SpaceGuard space, ArchiveContents contents, ManifestLog log) {
    /** Tells how many bytes are free where a directory is; replaced in tests. */
    @FunctionalInterface
    interface FreeSpace {
        LongSupplier of(Path directory);
    }

    static final FreeSpace OF_THE_SYSTEM = SpaceGuard::of;

    static ArchiveOpening create(Path directory, ArchiveHeader header, ArchiveSettings settings, FreeSpace free) {
        ArchiveLayout layout = new ArchiveLayout(directory);
        layout.refuseForeignFiles();
        makeDirectory(layout.directory());
        return locked(layout, lock -> {
            ArchiveContents contents = new ArchiveContents();
            ManifestTail tail = new ManifestTail(layout.manifest());
            tail.readInto(contents);
            if (contents.header().isPresent()) {
                throw UpgradeException.failed("archive-exists", "cannot begin a dump in this directory")
                        .seen(directory)
                        .why("it holds a dump of " + contents.header().get().createdAt())
                        .fix(
                                contents.isFinished()
                                        ? "name another directory"
                                        : "resume that dump, or name another directory");
            }
            layout.refuseDataWithoutManifest();
            ArchiveOpening opening = opening(layout, lock, tail, contents, settings, free);
            try {
                opening.log.append(new ManifestLine.Header(ManifestLine.FORMAT, header));
                return opening;
            } catch (RuntimeException e) {
                opening.log.close();
                throw e;
            }
        });
    }

    static ArchiveOpening resume(Path directory, ArchiveSettings settings, FreeSpace free) {
        ArchiveLayout layout = new ArchiveLayout(directory);
        if (!Files.exists(layout.manifest())) {
            throw ArchiveReader.notFound(directory);
        }
        layout.refuseForeignFiles();
        return locked(layout, lock -> {
            ArchiveContents contents = new ArchiveContents();
            ManifestTail tail = new ManifestTail(layout.manifest());
            tail.readInto(contents);
            if (contents.header().isEmpty()) {
                throw ArchiveReader.notFound(directory);
            }
            if (contents.isFinished()) {
                throw UpgradeException.failed("archive-finished", "cannot resume the dump")
                        .seen(directory)
                        .why("it is finished")
                        .fix("restore from it, or dump into another directory");
            }
            refuseLostFiles(layout, contents.entries());
            deleteLeftovers(layout, contents.entries());
            return opening(layout, lock, tail, contents, settings, free);
        });
    }

    private interface Opener {
        ArchiveOpening open(ExclusiveFile lock);
    }

    private static ArchiveOpening locked(ArchiveLayout layout, Opener opener) {
        ExclusiveFile lock = lock(layout);
        try {
            return opener.open(lock);
        } catch (RuntimeException e) {
            unlock(layout, lock);
            throw e;
        }
    }

    private static ExclusiveFile lock(ArchiveLayout layout) {
        try {
            return ExclusiveFile.take(layout.directory(), ArchiveLayout.LOCK)
                    .orElseThrow(() -> UpgradeException.failed("archive-in-use", "cannot write to the dump")
                            .seen(layout.directory())
                            .why("another writer is at work on it")
                            .fix("wait for it to end, or end it; the lock goes with its process"));
        } catch (IOException e) {
            throw ArchiveErrors.io("lock", layout.lock(), e);
        }
    }

    private static void unlock(ArchiveLayout layout, ExclusiveFile lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw ArchiveErrors.io("unlock", layout.lock(), e);
        }
    }

    /** Lets others write. */
    void unlock() {
        unlock(layout, lock);
    }

    private static ArchiveOpening opening(
            ArchiveLayout layout,
            ExclusiveFile lock,
            ManifestTail tail,
            ArchiveContents contents,
            ArchiveSettings settings,
            FreeSpace free) {
        makeDirectory(layout.data());
        SpaceGuard space = new SpaceGuard(layout.directory(), settings.reserveBytes(), free.of(layout.directory()));
        space.require(0);
        ManifestLog log = new ManifestLog(layout, tail, contents, space, settings.fsync());
        if (settings.fsync()) {
            DataFileWriter.syncDirectory(layout.directory());
        }
        return new ArchiveOpening(layout, lock, space, contents, log);
    }

    /** Readable by its owner only, since all data of the source are about to lie in it. */
    private static void makeDirectory(Path directory) {
        try {
            PrivateFiles.makeDirectory(directory);
        } catch (IOException e) {
            throw ArchiveErrors.io("make the directory", directory, e);
        }
    }

    private static void refuseLostFiles(ArchiveLayout layout, List<ArchiveEntry> entries) {
        for (ArchiveEntry entry : entries) {
            if (entry.data().isPresent()) {
                ArchiveEntry.DataFile data = entry.data().get();
                long size = DataFileReader.size(layout.resolve(data));
                if (size != data.bytes()) {
                    throw ArchiveErrors.damaged(data.file(), DataFileReader.wrongSize(size, data.bytes()));
                }
            }
        }
    }

    private static void deleteLeftovers(ArchiveLayout layout, List<ArchiveEntry> entries) {
        Set<Path> wanted = new HashSet<>();
        entries.forEach(entry -> entry.data().ifPresent(data -> wanted.add(layout.resolve(data))));
        for (Path file : ArchiveLayout.list(layout.data())) {
            boolean ours = ArchiveLayout.DATA_FILE
                    .matcher(String.valueOf(file.getFileName()))
                    .matches();
            if (ours && !wanted.contains(file)) {
                DataFileWriter.delete(file);
            }
        }
    }
}
