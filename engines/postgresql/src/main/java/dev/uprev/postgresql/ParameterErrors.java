package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of roles and databases that the target does not take: the parameter is gone, or has no such value any more.
 * They are reported and left out.
 */
final class ParameterErrors {
    private static final Pattern STATEMENT =
            Pattern.compile("ALTER (.*?) SET \"?([^\\s\"]+)\"? (?:TO|=) .*", Pattern.DOTALL);

    private ParameterErrors() {}

    /** Whether an {@code ALTER .. SET} that failed so can be left out: unknown, of no such value, or not allowed. */
    static boolean isTolerable(ServerError error) {
        return switch (error.sqlState()) {
            case "42704", "22023", "0A000", "55P02", "42501", "42602" -> true;
            default -> false;
        };
    }

    static Finding finding(String statement, ServerError error) {
        Matcher matcher = STATEMENT.matcher(statement);
        String whose = matcher.matches() ? matcher.group(1) + ": " + matcher.group(2) : statement;
        return Finding.warning(
                "setting-left-out",
                whose,
                "the target does not take this setting: " + error.message(),
                "see whether it is still needed, and what replaces it in this release");
    }
}
