package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Tells whether two scripts of pg_dumpall are the same but for the words of psql in them, which have a random part. */
final class GlobalsDigest {
    private GlobalsDigest() {}

    static String of(Path file) throws IOException {
        Xxh64Stream hash = new Xxh64Stream();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("\\restrict ") && !line.startsWith("\\unrestrict ")) {
                    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
                    hash.update(bytes, 0, bytes.length);
                    hash.update((byte) '\n');
                }
            }
        }
        return HexFormat.of().toHexDigits(hash.value());
    }
}
