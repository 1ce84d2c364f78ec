package dev.uprev.redis;

import java.nio.charset.StandardCharsets;

/**
 * Scores of sorted sets that are written as text. Versions write the same double in different ways (17 digits, or as
 * few as are needed), so that only its value can be compared.
 */
final class Score {
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    /** Any number of so many digits is below 2^53. */
    private static final int EXACT_DIGITS = 15;

    private Score() {}

    /** The bits of a score, the same for both zeros and for every NaN. */
    static long bits(double score) {
        return Double.doubleToLongBits(score + 0.0);
    }

    /**
     * Reads a score.
     *
     * @throws dev.uprev.error.UpgradeException {@code payload-damaged} when it is not one
     */
    static double parse(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        boolean negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int decimals = -1;
        for (; at < end; at++) {
            int next = bytes[at] - '0';
            if (next >= 0 && next <= 9) {
                digits = digits * 10 + next;
                count++;
                decimals += decimals < 0 ? 0 : 1;
            } else if (bytes[at] == '.' && decimals < 0) {
                decimals = 0;
            } else {
                break;
            }
            if (count > EXACT_DIGITS) {
                break;
            }
        }
        if (at < end || count == 0) {
            return parseRare(bytes, offset, length);
        }
        // both numbers are exact as doubles, so that the quotient is rounded once, as it must be
        double magnitude = decimals <= 0 ? digits : digits / POWERS_OF_TEN[decimals];
        return negative ? -magnitude : magnitude;
    }

    private static double parseRare(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        return switch (text) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw PayloadErrors.damaged("a score is not a number");
                }
            }
        };
    }
}
