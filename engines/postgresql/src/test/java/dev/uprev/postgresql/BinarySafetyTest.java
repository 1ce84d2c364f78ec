package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BinarySafetyTest {
    private static final long INT4 = 23;
    private static final long TEXT = 25;
    private static final long FLOAT4 = 700;
    private static final long FLOAT8 = 701;
    private static final long TIMESTAMP = 1114;
    private static final long INT4_ARRAY = 1007;
    private static final long REGCLASS = 2205;
    private static final long ENUM = 20001;
    private static final long ENUM_ARRAY = 20002;
    private static final long DOMAIN = 20003;
    private static final long DOMAIN_OVER_ARRAY = 20004;
    private static final long COMPOSITE = 20005;
    private static final long FLOAT_RANGE = 20006;
    private static final long EXTENSION = 20007;
    private static final long CUBE = 20008;

    private final PgTypes types = PgTypes.of(Stream.concat(
                    Stream.of(INT4, TEXT, FLOAT4, FLOAT8, TIMESTAMP, REGCLASS)
                            .map(oid -> new PgType(oid, "t" + oid, 'b', 0, 0, 0, List.of())),
                    Stream.of(
                            new PgType(INT4_ARRAY, "_int4", 'b', 0, INT4, 0, List.of()),
                            new PgType(ENUM, "mood", 'e', 0, 0, 0, List.of()),
                            new PgType(ENUM_ARRAY, "_mood", 'b', 0, ENUM, 0, List.of()),
                            new PgType(DOMAIN, "positive", 'd', INT4, 0, 0, List.of()),
                            new PgType(DOMAIN_OVER_ARRAY, "many", 'd', INT4_ARRAY, 0, 0, List.of()),
                            new PgType(COMPOSITE, "pair", 'c', 0, 0, 0, List.of(FLOAT4, FLOAT_RANGE)),
                            new PgType(FLOAT_RANGE, "span", 'r', 0, 0, FLOAT8, List.of()),
                            new PgType(EXTENSION, "hstore", 'b', 0, 0, 0, List.of()),
                            new PgType(CUBE, "cube", 'b', 0, 0, 0, List.of())))
            .toList());

    @Test
    void typesOfEveryServerAndWhatNamesNoOtherAreSafe() {
        BinarySafety safety = new BinarySafety(types, "UTF8", true);
        assertThat(Stream.of(INT4, TEXT, FLOAT8, TIMESTAMP, INT4_ARRAY, ENUM, DOMAIN, DOMAIN_OVER_ARRAY))
                .allMatch(safety::isSafe);
    }

    @Test
    void whatNamesTypesByNumbersOfThisServerIsNot() {
        BinarySafety safety = new BinarySafety(types, "UTF8", true);
        assertThat(Stream.of(REGCLASS, ENUM_ARRAY, COMPOSITE, FLOAT_RANGE, EXTENSION, 99999L))
                .noneMatch(safety::isSafe);
    }

    @Test
    void textIsNotWhereTheSessionWouldConvertIt() {
        BinarySafety safety = new BinarySafety(types, "LATIN1", true);
        assertThat(safety.isSafe(INT4)).isTrue();
        assertThat(Stream.of(TEXT, ENUM)).noneMatch(safety::isSafe);
    }

    @Test
    void timesThatAreFloatingPointNumbersAreNot() {
        BinarySafety safety = new BinarySafety(types, "UTF8", false);
        assertThat(safety.isSafe(TIMESTAMP)).isFalse();
        assertThat(safety.isSafe(FLOAT8)).isTrue();
    }

    @Test
    void numbersInTextAreFoundInsideOtherTypes() {
        FloatTexts floats = new FloatTexts(types);
        assertThat(floats.of(TEXT)).isEqualTo(FloatText.NONE);
        assertThat(floats.of(INT4_ARRAY)).isEqualTo(FloatText.NONE);
        assertThat(floats.of(FLOAT4)).isEqualTo(FloatText.SINGLE);
        assertThat(floats.of(FLOAT_RANGE)).isEqualTo(FloatText.DOUBLE);
        assertThat(floats.of(CUBE)).isEqualTo(FloatText.DOUBLE);
        assertThat(floats.of(COMPOSITE)).isEqualTo(FloatText.MIXED);
    }
}
