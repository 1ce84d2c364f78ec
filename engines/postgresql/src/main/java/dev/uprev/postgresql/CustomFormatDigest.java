package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64Stream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Tells whether two files that {@code pg_dump -Fc} has written have the same content: everything counts but the time of
 * their making, and planner statistics, which change on their own. Such a file begins with five letters, three numbers
 * of a version, the size of its integers, the size of its offsets and the kind of format, a byte each; then come the
 * compression, one byte from version 1.15 on and an integer before, and seven integers with the time; an integer has a
 * byte more for its sign. Then come three texts and the {@linkplain CustomFormatEntries entries}.
 */
final class CustomFormatDigest {
    private static final int FIXED = 11;
    private static final int MINOR_AT = 6;
    private static final int INTEGER_BYTES_AT = 8;
    private static final int OFFSET_BYTES_AT = 9;
    private static final int INTEGERS_OF_TIME = 7;
    private static final int FIRST_WITH_SHORT_COMPRESSION = 15;

    private CustomFormatDigest() {}

    static String of(Path file) throws IOException {
        Xxh64Stream hash = new Xxh64Stream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] fixed = in.readNBytes(FIXED);
            hash.update(fixed, 0, fixed.length);
            if (fixed.length == FIXED) {
                int integer = 1 + fixed[INTEGER_BYTES_AT];
                int compression = fixed[MINOR_AT] >= FIRST_WITH_SHORT_COMPRESSION ? 1 : integer;
                byte[] more = in.readNBytes(compression);
                hash.update(more, 0, more.length);
                in.skipNBytes((long) INTEGERS_OF_TIME * integer);
                if (fixed[MINOR_AT] == CustomFormatEntries.MINOR) {
                    new CustomFormatEntries(in, hash, fixed[INTEGER_BYTES_AT], fixed[OFFSET_BYTES_AT]).read();
                }
            }
            byte[] bytes = new byte[1 << 16];
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                hash.update(bytes, 0, count);
            }
        }
        return HexFormat.of().toHexDigits(hash.value());
    }
}
