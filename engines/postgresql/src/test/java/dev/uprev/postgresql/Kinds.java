package dev.uprev.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Tables with values of all kinds, odd ones in particular, for every release since 9.2. */
final class Kinds {
    private Kinds() {}

    /** The statements that make types and tables. */
    static String[] tables() throws IOException {
        return read("tables").split(";\n");
    }

    /** How many tables there are. */
    static int count() throws IOException {
        return read("tables").split("CREATE (UNLOGGED )?TABLE").length - 1;
    }

    /**
     * The statements that fill them.
     *
     * @param encoding of the database
     */
    static String[] rows(String encoding) throws IOException {
        return (read("rows") + "INSERT INTO texts (t) VALUES (" + odd(encoding) + ")").split(";\n");
    }

    /** Text that has no ASCII; in SQL_ASCII, text that is not right in any encoding. */
    private static String odd(String encoding) {
        return switch (encoding) {
            case "SQL_ASCII" -> "E'\\xe9\\xff\\x80'";
            case "EUC_JP" -> "'日本'";
            case "LATIN1" -> "'é' || chr(160)";
            default -> "'ünï 日本 \uD83D\uDE00'";
        };
    }

    private static String read(String file) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Kinds.class.getResourceAsStream("kinds/" + file + ".sql"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
