package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64Stream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows of text COPY with floating-point numbers in them, which count by their bits: {@code 0.1} and
 * {@code 0.10000000000000001} are the same (see {@link FloatText}). What stands around the numbers, such as the braces
 * of an array, counts as it is. Slower than {@link LineDigest}, and needed only where a server before 12 and text are
 * involved.
 */
final class FloatLineDigest extends RowDigest {
    /** Digits of both versions; longer tokens are no floating-point numbers. */
    private static final int LONGEST = 40;

    private final FloatText[] columns;
    private final Xxh64Stream hash = new Xxh64Stream();
    private final byte[] token = new byte[LONGEST];
    private int tokenLength;
    private int column;
    private boolean inRow;

    FloatLineDigest(List<FloatText> columns) {
        this.columns = columns.toArray(FloatText[]::new);
    }

    @Override
    int update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at = isPlain() ? skipField(bytes, at, end) : at;
            if (at < end) {
                take(bytes[at++]);
            }
        }
        return length;
    }

    /** Takes a field without numbers, up to what ends it or the end of the bytes. */
    private int skipField(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != '\t' && bytes[at] != '\n') {
            at++;
        }
        inRow |= at > start;
        hash.update(bytes, start, at - start);
        return at;
    }

    private boolean isPlain() {
        return column >= columns.length || columns[column] == FloatText.NONE;
    }

    private void take(byte next) {
        if (isOfNumber(next) && !isPlain() && tokenLength < LONGEST) {
            inRow = true;
            token[tokenLength++] = next;
            return;
        }
        endToken();
        if (next == '\n') {
            add(hash.value());
            hash.reset();
            column = 0;
            inRow = false;
            return;
        }
        inRow = true;
        hash.update(next);
        if (next == '\t') {
            column++;
        }
    }

    private static boolean isOfNumber(byte next) {
        return (next >= '0' && next <= '9') || next == '.' || next == '-' || next == '+' || next == 'e';
    }

    private void endToken() {
        if (tokenLength == 0) {
            return;
        }
        String text = new String(token, 0, tokenLength, StandardCharsets.ISO_8859_1);
        try {
            hash.update(
                    columns[column] == FloatText.DOUBLE
                            ? Double.doubleToLongBits(Double.parseDouble(text))
                            : Float.floatToIntBits(Float.parseFloat(text)));
        } catch (NumberFormatException e) {
            hash.update(token, 0, tokenLength); // such as the sign of -Infinity
        }
        tokenLength = 0;
    }

    @Override
    boolean isBetweenRows() {
        return !inRow;
    }
}
