package dev.uprev.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that only this user can look into, where the file system knows of such. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Makes a directory and those above it; gives the directory. Those that are there already stay as they are. */
    public static Path makeDirectory(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectories(directory);
    }
}
