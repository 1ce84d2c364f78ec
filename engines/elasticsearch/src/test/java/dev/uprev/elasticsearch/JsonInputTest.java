package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value is handed on byte for byte, wherever the parts end that it comes in. */
class JsonInputTest {
    private static final int SMALLEST = 2;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomValuesAreCopied(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String value = value(random, 4);
            JsonInput json =
                    input("{\"before\": [1,{}], \"it\" : " + value + " , \"after\":17}", 2 + random.nextInt(40));

            json.require('{');
            assertThat(json.member()).isEqualTo("before");
            json.skip();
            assertThat(json.member()).isEqualTo("it");
            assertThat(copied(json)).isEqualTo(value);
            assertThat(json.member()).isEqualTo("after");
            assertThat(json.number()).isEqualTo(17);
            assertThat(json.member()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALLEST, 3, 4, 5, 7, 100})
    void commentsMayHoldQuotesAndBraces(int buffer) throws Exception {
        String source = "{ \"a\": 1, /* \"}\n * / **/ \"b\": 2 // it's \"odd {\n ,\"c\":\"// no /* comment\"}";

        String copy = copied(input("/* { */ " + source + "/**/,", buffer));

        assertThat(copy)
                .isEqualTo("{ \"a\": 1, /* \"}  * / **/ \"b\": 2                " + " ,\"c\":\"// no /* comment\"}")
                .hasSameSizeAs(source);
    }

    @Test
    void lineEndsBetweenPartsBecomeBlanks() throws Exception {
        assertThat(copied(input("{\r\n\"a\\n\":\n[\n]}", 5))).isEqualTo("{  \"a\\n\": [ ]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALLEST, 6, 1000})
    void stringsAreDecoded(int buffer) throws Exception {
        JsonInput json = input("\"\\u00e9\\\"\\\\ \uD83D\uDE00 ü\" \"plain\"", buffer);

        assertThat(json.string()).isEqualTo("é\"\\ \uD83D\uDE00 ü");
        assertThat(json.string()).isEqualTo("plain");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 9_007_199_254_741_003L, Long.MAX_VALUE})
    void numbersAreRead(long number) throws Exception {
        assertThat(input(number + ",", SMALLEST).number()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,2", "\"a", "{\"a\":1 /* ", "{\"a\":1 // "})
    void anEndInTheMiddleIsAnError(String broken) {
        assertThatThrownBy(() -> copied(input(broken, 4))).isInstanceOf(EOFException.class);
    }

    @Test
    void aRawLineEndInAStringIsAnError() {
        assertThatThrownBy(() -> copied(input("{\"a\":\"b\nc\"}", 100))).isInstanceOf(JsonInputException.class);
    }

    private static JsonInput input(String text, int buffer) {
        return new JsonInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), buffer);
    }

    private static String copied(JsonInput json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        json.copy(bytes::write);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> String.valueOf(random.nextInt(2) * random.nextLong());
            case 1 -> "11.0";
            case 2 -> random.nextBoolean() ? "null" : "-1.5E+300";
            case 3, 4 -> string(random);
            case 5 -> {
                StringBuilder array = new StringBuilder("[");
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.append(blank(random)).append(value(random, depth - 1)).append(i > 1 ? "," : " ");
                }
                yield array + "]";
            }
            default -> {
                StringBuilder object = new StringBuilder("{");
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.append(string(random))
                            .append(blank(random))
                            .append(':')
                            .append(value(random, depth - 1));
                    object.append(i > 1 ? "," : "\t");
                }
                yield object + "}";
            }
        };
    }

    private static String blank(Random random) {
        return random.nextBoolean() ? "" : "  ";
    }

    private static String string(Random random) {
        String[] parts = {"a", "\\\"", "\\\\", "}", "]", "{", "ü", "\uD83D\uDE00", "\\u00e9", "/*", "//", "\\n", ","};
        StringBuilder string = new StringBuilder("\"");
        for (int i = random.nextInt(8); i > 0; i--) {
            string.append(parts[random.nextInt(parts.length)]);
        }
        return string + "\"";
    }
}
