package dev.uprev.secret;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * A text as a reader of some notation would understand it, each character with the place in the original that it came
 * from. Searching what an encoding means, rather than listing every way to write a secret down, finds mixed and unusual
 * spellings too.
 */
final class TextView {
    private final StringBuilder meaning;
    private final int[] starts;
    private final int[] ends;

    private TextView(String original, int longest) {
        this.meaning = new StringBuilder(original.length());
        this.starts = new int[longest];
        this.ends = new int[longest];
    }

    /**
     * URL encoding undone. The result is UTF-8, one character for each byte, and a plus is a space, because some
     * encoders write spaces so; what is searched for has to be brought to {@link #bytes the same form}.
     */
    static TextView percentDecoded(String text) {
        TextView view = new TextView(text, text.length() * 3);
        int i = 0;
        while (i < text.length()) {
            int value = text.charAt(i) == '%' ? hex(text, i + 1, 2) : -1;
            int end = value >= 0 ? i + 3 : i + Character.charCount(text.codePointAt(i));
            String bytes = bytes(value >= 0 ? Character.toString((char) value) : text.substring(i, end), value >= 0);
            for (int j = 0; j < bytes.length(); j++) {
                view.add(bytes.charAt(j), i, end);
            }
            i = end;
        }
        return view;
    }

    /** A needle for {@link #percentDecoded}. */
    static String bytes(String needle) {
        return bytes(needle, false);
    }

    private static String bytes(String text, boolean already) {
        String bytes = already ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return bytes.replace('+', ' ');
    }

    /** The backslash escapes of JSON and of most programming languages undone. */
    static TextView unescaped(String text) {
        TextView view = new TextView(text, text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = i + 1;
            if (c == '\\' && end < text.length()) {
                char mark = text.charAt(end);
                int digits = mark == 'u' ? 4 : mark == 'x' ? 2 : 0;
                int value = digits > 0 ? hex(text, end + 1, digits) : -1;
                int control = "btnfr".indexOf(mark);
                c = value >= 0 ? (char) value : control >= 0 ? "\b\t\n\f\r".charAt(control) : mark;
                end += value >= 0 ? 1 + digits : 1;
            }
            view.add(c, i, end);
            i = end;
        }
        return view;
    }

    /** All quotes and backslashes left out: what shells, SQL and connection strings add, however they nest. */
    static TextView unquoted(String text) {
        TextView view = new TextView(text, text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!isQuoting(text.charAt(i))) {
                view.add(text.charAt(i), i, i + 1);
            }
        }
        return view;
    }

    /** A needle for {@link #unquoted}. */
    static String withoutQuotes(String needle) {
        return unquoted(needle).meaning.toString();
    }

    static boolean isQuoting(char c) {
        return c == '\'' || c == '"' || c == '\\';
    }

    /** Marks the characters of the original that stand for the needle, wherever it occurs. */
    void mark(String needle, BitSet marks) {
        for (int at = meaning.indexOf(needle); at >= 0; at = meaning.indexOf(needle, at + 1)) {
            marks.set(starts[at], ends[at + needle.length() - 1]);
        }
    }

    private void add(char c, int start, int end) {
        starts[meaning.length()] = start;
        ends[meaning.length()] = end;
        meaning.append(c);
    }

    /** The value of that many hexadecimal digits, or -1. */
    private static int hex(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
