package dev.uprev.postgresql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/**
 * Reads the binary form of {@code numeric}: number of digits to base 10000, weight of the first one, sign, number of
 * decimal places, the digits.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/numeric.c">numeric_send</a>
 */
final class NumericText {
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final int DECIMALS_OF_DIGIT = 4;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private NumericText() {}

    static String of(ByteBuffer buffer) {
        int digits = buffer.getShort();
        int weight = buffer.getShort();
        int sign = buffer.getShort() & 0xFFFF;
        int places = buffer.getShort();
        BigInteger unscaled = BigInteger.ZERO;
        for (int i = 0; i < digits; i++) {
            unscaled = unscaled.multiply(BASE).add(BigInteger.valueOf(buffer.getShort()));
        }
        return switch (sign) {
            case NAN -> "NaN";
            case INFINITY -> "Infinity";
            case MINUS_INFINITY -> "-Infinity";
            default -> {
                BigDecimal value = new BigDecimal(unscaled, (digits - 1 - weight) * DECIMALS_OF_DIGIT)
                        .setScale(places, RoundingMode.HALF_UP);
                yield (sign == NEGATIVE ? value.negate() : value).toPlainString();
            }
        };
    }
}
