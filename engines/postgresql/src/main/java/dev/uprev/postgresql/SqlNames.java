package dev.uprev.postgresql;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names and texts in SQL, quoted so that any of them is only what it is. */
final class SqlNames {
    private SqlNames() {}

    /** A name of anything, in double quotes always. */
    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A name with its schema. */
    static String qualified(String schema, String name) {
        return identifier(schema) + "." + identifier(name);
    }

    /** Names joined by commas. */
    static String identifiers(Collection<String> names) {
        return names.stream().map(SqlNames::identifier).collect(Collectors.joining(", "));
    }

    /** A text, right under any setting of {@code standard_conforming_strings}. */
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }
}
