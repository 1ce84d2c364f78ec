package dev.uprev.postgresql;

import dev.uprev.io.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;

/** Files beside a data directory, for its owner: this process may be root, which the server's programs must not be. */
final class OwnedFiles {
    private OwnedFiles() {}

    /** Makes a folder that only the owner of the data directory can look into. */
    static Path makeFolder(Path folder, Path data) throws IOException {
        PrivateFiles.makeDirectory(folder);
        own(folder, data);
        return folder;
    }

    /** Writes a file that the owner of the data directory can read. */
    static void write(Path file, String text, Path data) throws IOException {
        Files.writeString(file, text);
        own(file, data);
    }

    private static void own(Path file, Path data) throws IOException {
        UserPrincipal owner = Files.getOwner(data);
        if (!Files.getOwner(file).equals(owner)) {
            Files.setOwner(file, owner);
        }
    }

    /** Renames a directory, so that a power cut afterwards does not take it back. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(to.resolveSibling("."), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }
}
