package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a short script, as pg_dumpall writes it, into its statements. Comments between them and psql's own commands
 * (lines that begin with a backslash, as {@code \restrict}) are left out.
 */
final class SqlStatements {
    private SqlStatements() {}

    /** The statements in their order, without the semicolons. */
    static List<byte[]> of(byte[] script) {
        SqlScanner scanner = new SqlScanner();
        List<byte[]> statements = new ArrayList<>();
        int begin = -1;
        int i = 0;
        while (i < script.length) {
            boolean between = begin < 0 && scanner.isInStatement();
            if (between && script[i] == '\\' && (i == 0 || script[i - 1] == '\n')) {
                i = endOfLine(script, i);
            } else if (between && isComment(script, i)) {
                scanner.accept(script[i]);
                scanner.accept(script[i + 1]);
                i += 2;
            } else {
                boolean plain = scanner.accept(script[i]);
                if (between && !isBlank(script[i])) {
                    begin = i;
                } else if (begin >= 0 && plain && script[i] == ';') {
                    statements.add(Arrays.copyOfRange(script, begin, i));
                    begin = -1;
                }
                i++;
            }
        }
        if (begin >= 0) {
            statements.add(Arrays.copyOfRange(script, begin, script.length));
        }
        return statements;
    }

    private static int endOfLine(byte[] script, int from) {
        int at = from;
        while (at < script.length && script[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean isComment(byte[] script, int at) {
        return at + 1 < script.length
                && ((script[at] == '-' && script[at + 1] == '-') || (script[at] == '/' && script[at + 1] == '*'));
    }

    /** A semicolon too: with nothing before it, it ends nothing. */
    private static boolean isBlank(byte character) {
        return switch (character) {
            case ' ', '\t', '\r', '\n', ';' -> true;
            default -> false;
        };
    }
}
