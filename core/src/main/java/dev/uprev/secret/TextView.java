package dev.uprev.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A text as a reader of some notation would understand it, each character with the place in the original that it came
 * from. Searching what an encoding means, rather than listing every way to write a secret down, finds mixed and unusual
 * spellings too.
 */
final class TextView {
    private final StringBuilder meaning;
    private int[] starts;
    private int[] ends;

    private TextView(String original) {
        this.meaning = new StringBuilder(original.length());
        this.starts = new int[original.length()];
        this.ends = new int[original.length()];
    }

    /**
     * URL encoding undone. The result is UTF-8, one character for each byte, and a plus is a space, because some
     * encoders write spaces so; what is searched for has to be brought to {@link #bytes the same form}.
     */
    static TextView percentDecoded(String text) {
        TextView view = new TextView(text);
        int i = 0;
        while (i < text.length()) {
            int escaped = text.charAt(i) == '%' ? hex(text, i + 1, 2) : -1;
            int end = escaped >= 0 ? i + 3 : i + Character.charCount(text.codePointAt(i));
            if (escaped < 0 && text.charAt(i) > '\u007f') {
                view.addAll(bytes(text.substring(i, end)), i, end);
            } else {
                char c = escaped >= 0 ? (char) escaped : text.charAt(i);
                view.add(c == '+' ? ' ' : c, i, end);
            }
            i = end;
        }
        return view;
    }

    /** A needle for {@link #percentDecoded}. */
    static String bytes(String needle) {
        return new String(needle.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1).replace('+', ' ');
    }

    /**
     * Without quotes and backslashes, and with the escapes of JSON and of most programming languages undone: what JSON,
     * shells, SQL and connection strings add, however deeply they nest. The same has to be done to
     * {@link #withoutQuotes what is searched for}.
     */
    static TextView unquoted(String text) {
        TextView view = new TextView(text);
        int i = 0;
        while (i < text.length()) {
            int mark = i;
            while (mark < text.length() - 1 && text.charAt(mark) == '\\') {
                mark++;
            }
            boolean escaped = mark > i;
            char c = text.charAt(mark);
            int digits = escaped && c == 'u' ? 4 : escaped && c == 'x' ? 2 : 0;
            int value = digits > 0 ? hex(text, mark + 1, digits) : -1;
            int control = escaped ? "btnfr".indexOf(c) : -1;
            int end = value >= 0 ? mark + 1 + digits : mark + 1;
            c = value >= 0 ? (char) value : control >= 0 ? "\b\t\n\f\r".charAt(control) : c;
            if (!isQuoting(c)) {
                view.add(c, i, end);
            }
            i = end;
        }
        return view;
    }

    /** A needle for {@link #unquoted}. */
    static String withoutQuotes(String needle) {
        return unquoted(needle).meaning.toString();
    }

    private static boolean isQuoting(char c) {
        return c == '\'' || c == '"' || c == '\\';
    }

    /** Marks the characters of the original that stand for the needle, wherever it occurs. */
    void mark(String needle, BitSet marks) {
        for (int at = meaning.indexOf(needle); at >= 0; at = meaning.indexOf(needle, at + 1)) {
            marks.set(starts[at], ends[at + needle.length() - 1]);
        }
    }

    private void add(char c, int start, int end) {
        if (meaning.length() == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        starts[meaning.length()] = start;
        ends[meaning.length()] = end;
        meaning.append(c);
    }

    private void addAll(String characters, int start, int end) {
        for (int i = 0; i < characters.length(); i++) {
            add(characters.charAt(i), start, end);
        }
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
