package dev.uprev.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The form of COPY data. Archives hold rows alone, without what goes before and behind them on the wire.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, section File Formats</a>
 */
enum CopyFormat {
    /** Rows of two bytes of field count, then for each field four bytes of length and the value. */
    BINARY,
    /** Rows are lines, fields are separated by tabs. */
    TEXT;

    /** What stands before the first row in a COPY: for binary, the signature, no flags, and no extension. */
    byte[] prefix() {
        return this == TEXT
                ? new byte[0]
                : Arrays.copyOf("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1), 19);
    }

    /** What stands behind the last row in a COPY. */
    byte[] suffix() {
        return this == TEXT ? new byte[0] : new byte[] {-1, -1};
    }

    /** As in SQL. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
