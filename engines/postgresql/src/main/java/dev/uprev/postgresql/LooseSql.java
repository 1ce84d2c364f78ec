package dev.uprev.postgresql;

import java.util.List;

/**
 * Compares SQL that servers have printed from their catalogs. Each release prints the same expression a little
 * differently, above all once it has been restored: with other casts ({@code (ARRAY['a'::varchar])::text[]} comes back
 * as {@code ARRAY[('a'::varchar)::text]}), parentheses, quotes around names (a later release has more keywords) and
 * numbers, since 16 without the name of the only table in front of a column, and with all columns that a function of
 * the system has got by now. None of that counts; everything else does.
 */
final class LooseSql {
    private LooseSql() {}

    /** Whether both mean the same, as far as this can tell. */
    static boolean isEqual(String one, String other) {
        return one.equals(other) || firstDifference(CanonicalSql.of(one), CanonicalSql.of(other)) < 0;
    }

    /** Where two canonical texts part, as an index into the first; negative when they do not. */
    static int firstDifference(List<String> one, List<String> other) {
        int i = 0;
        int j = 0;
        while (i < one.size() && j < other.size()) {
            if (one.get(i).equals(other.get(j))) {
                i++;
                j++;
                continue;
            }
            int inOne = extra(one, i, other.get(j));
            int inOther = extra(other, j, one.get(i));
            if (inOne + inOther == 0) {
                return i;
            }
            i += inOne;
            j += inOther;
        }
        return i == one.size() && j == other.size() ? -1 : i;
    }

    /** How many tokens are there that need not be, where the other side goes on with this token; 0 for none. */
    private static int extra(List<String> tokens, int at, String expected) {
        return isQualifier(tokens, at, expected) ? 2 : expected.equals(")") ? extraColumns(tokens, at) : 0;
    }

    private static boolean isQualifier(List<String> tokens, int at, String expected) {
        return at + 2 < tokens.size()
                && SqlTokens.isName(tokens.get(at))
                && tokens.get(at + 1).equals(".")
                && tokens.get(at + 2).equals(expected);
    }

    /** In {@code f() x(a, b, c)}, from a comma to the closing parenthesis. */
    private static int extraColumns(List<String> tokens, int comma) {
        int opening = comma;
        while (opening > 0 && isInList(tokens.get(opening))) {
            opening--;
        }
        boolean isAlias = opening > 1
                && tokens.get(comma).equals(",")
                && tokens.get(opening).equals("(")
                && SqlTokens.isName(tokens.get(opening - 1))
                && tokens.get(opening - 2).equals(")");
        int closing = comma;
        while (isAlias && closing < tokens.size() && isInList(tokens.get(closing))) {
            closing++;
        }
        return closing - comma;
    }

    private static boolean isInList(String token) {
        return token.equals(",") || SqlTokens.isName(token);
    }
}
