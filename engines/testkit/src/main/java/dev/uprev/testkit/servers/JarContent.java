package dev.uprev.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** One file in a jar. */
final class JarContent {
    private JarContent() {}

    /** Copies the first file whose name ends so; gives the copy. */
    static Path extract(Path jar, String ending, Path copy) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry found = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no *" + ending + " in " + jar));
            try (InputStream in = zip.getInputStream(found)) {
                Files.copy(in, copy);
            }
            return copy;
        }
    }
}
