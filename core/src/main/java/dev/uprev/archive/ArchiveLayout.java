package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of the files in an archive's directory. */
record ArchiveLayout(Path directory) {
    static final String MANIFEST = "manifest.jsonl";
    static final String LOCK = "lock";
    static final String DATA = "data";
    static final Pattern DATA_FILE = Pattern.compile("\\d{6,18}\\.zst");

    Path manifest() {
        return directory.resolve(MANIFEST);
    }

    Path lock() {
        return directory.resolve(LOCK);
    }

    Path data() {
        return directory.resolve(DATA);
    }

    /** The path inside the archive of the data file with that number. */
    static String dataFile(long number) {
        return "%s/%06d.zst".formatted(DATA, number);
    }

    Path resolve(ArchiveEntry.DataFile file) {
        return directory.resolve(file.file());
    }

    /** The directory itself, or one of its directories, less what is absent; in no order. */
    static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw ArchiveErrors.io("list", folder, new IOException(e));
        } catch (IOException e) {
            throw ArchiveErrors.io("list", folder, e);
        }
        return files;
    }

    /**
     * Refuses data files whose manifest has not even a header: what was lost there is not to be written over.
     *
     * @throws UpgradeException {@code archive-damaged}
     */
    void refuseDataWithoutManifest() {
        if (!list(data()).isEmpty()) {
            throw ArchiveErrors.damaged(MANIFEST, "there are data files, and it has no header or is missing");
        }
    }

    /**
     * Refuses a directory that holds anything but an archive or the beginnings of one.
     *
     * @throws UpgradeException {@code archive-directory-not-empty}
     */
    void refuseForeignFiles() {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw UpgradeException.failed("archive-directory-not-empty", "cannot use this as the directory of a dump")
                    .seen(directory)
                    .why("it is a file")
                    .fix("name a directory that is empty or does not exist");
        }
        for (Path file : list(directory)) {
            String name = String.valueOf(file.getFileName());
            if (!name.equals(MANIFEST) && !name.equals(LOCK) && !name.equals(DATA)) {
                throw UpgradeException.failed("archive-directory-not-empty", "cannot use this directory for a dump")
                        .seen(directory)
                        .why("it holds \"" + name + "\", which is no part of a dump")
                        .fix("name a directory that is empty or does not exist");
            }
        }
    }
}
