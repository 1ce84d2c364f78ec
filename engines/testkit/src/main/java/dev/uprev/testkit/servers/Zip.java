package dev.uprev.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks zip archives that have one folder around all. */
final class Zip {
    private Zip() {}

    /** Unpacks what is in the one folder of the archive. */
    static void unpackWithoutRoot(Path archive, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                unpack(zip, entries.nextElement(), folder);
            }
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
        String name = entry.getName().replaceFirst("^[^/]*/", "");
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException(zip.getName() + " has a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path parent = Objects.requireNonNull(target.getParent());
        Files.createDirectories(parent);
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
        }
        // Java does not tell which files of an archive may be run.
        if (parent.endsWith("bin") && !target.toFile().setExecutable(true)) {
            throw new IOException("cannot make a program of " + target);
        }
    }
}
