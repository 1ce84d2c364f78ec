package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.digest.Xxh64;
import dev.uprev.error.UpgradeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadPartsTest {
    private final Span span = new Span();

    @Test
    void theCrcIsThatOfRedis() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);

        assertThat(Crc64.of(digits, 0, digits.length)).isEqualTo(0xE9C6D914C4B8D9CAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, -1, -10, 255, 1234567890, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
    void anIntegerIsItsDecimalText(long value) {
        span.set(value);

        assertThat(span.hash(7)).isEqualTo(text(Long.toString(value)));
    }

    @Test
    void scoresAreReadAsTheJdkReadsThem() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextInt(2_000_000_000) - 1_000_000_000) / Math.pow(10, random.nextInt(12));
            assertScore(Double.toString(value));
            assertScore(
                    Double.toString(Double.longBitsToDouble(random.nextLong())).replace("Infinity", "inf"));
            assertScore(Long.toString(random.nextLong() >> random.nextInt(64)));
        }
        List.of("0.1", "-0.0", "5.", ".5", "3.1400000000000001", "123456789012345", "1234567890123456", "1e-7")
                .forEach(this::assertScore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "x", "1.2.3", ".", "1-"})
    void whatIsNoScoreIsRefused(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertDamaged(() -> Score.parse(bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "3f, 63",
        "4040, 64",
        "7fff, 16383",
        "8000010000, 65536",
        "80ffffffff, 4294967295",
        "81000000010000000f, 4294967311",
        "81ffffffffffffffff, -1"
    })
    void lengthsOfEachSizeAreRead(String hex, long length) {
        assertThat(input(hex).length()).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({
        "c0f9, -7",
        "c1d4fe, -300",
        "c2a0860100, 100000",
        "0161, a",
        "40026162, ab",
        "c3070c02616263e00002, abcabcabcabc"
    })
    void stringsOfEachEncodingAreRead(String hex, String text) {
        input(hex).string(span);

        assertThat(span.hash(7)).isEqualTo(text(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0261", "c4", "c0", "c3050361", "82", "81ffffffffffffffff", "c30103ff", "c3020620ff"})
    void stringsThatCannotBeAreRefused(String hex) {
        assertDamaged(() -> input(hex).string(span));
    }

    @Test
    void aListpackHasItsElements() {
        Listpack listpack = new Listpack();
        open(
                "2d000000 0900 00 01 7f 01 8161 02 dfff 02 c7d0 02 f10080 03 f2000080 04 f300000080 05"
                        + "f40000000000000080 09 ff",
                listpack::open);

        assertThat(hashes(listpack))
                .containsExactly(
                        text("0"),
                        text("127"),
                        text("a"),
                        text("-1"),
                        text("2000"),
                        text("-32768"),
                        text("-8388608"),
                        text("-2147483648"),
                        text("-9223372036854775808"));
    }

    @Test
    void longStringsOfAListpackAreRead() {
        for (int length : new int[] {63, 64, 126, 4095, 4096, 16_378, 16_379, 70_000}) {
            String string = "s".repeat(length);
            int header = length < 64 ? 1 : length < 4096 ? 2 : 5;
            int size = header + length;
            int sizeOfSize = size < 128 ? 1 : size < 16_384 ? 2 : 3;
            byte[] bytes = new byte[6 + size + sizeOfSize + 3];
            putInt(bytes, 0, bytes.length);
            bytes[6] = (byte) (header == 1 ? 0x80 | length : header == 2 ? 0xE0 | length >> 8 : 0xF0);
            if (header == 2) {
                bytes[7] = (byte) length;
            } else if (header == 5) {
                putInt(bytes, 7, length);
            }
            System.arraycopy(string.getBytes(StandardCharsets.US_ASCII), 0, bytes, 6 + header, length);
            bytes[bytes.length - 3] = 5;
            bytes[bytes.length - 2] = 1;
            bytes[bytes.length - 1] = (byte) 0xFF;
            Listpack listpack = new Listpack();
            span.set(bytes, 0, bytes.length);
            listpack.open(span);

            assertThat(hashes(listpack)).containsExactly(text(string), text("5"));
        }
    }

    @Test
    void aZiplistHasItsElements() {
        Ziplist ziplist = new Ziplist();
        open(
                "3d000000 00000000 0b00 00 f1 02 fd 02 fe80 03 c00080 04 f0000080 05 d000000080 06 e00000000000000080"
                        + "0a 0161 03 400162 fe04000000 8000000001 63 ff",
                ziplist::open);

        assertThat(hashes(ziplist))
                .containsExactly(
                        text("0"),
                        text("12"),
                        text("-128"),
                        text("-32768"),
                        text("-8388608"),
                        text("-2147483648"),
                        text("-9223372036854775808"),
                        text("a"),
                        text("b"),
                        text("c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "07000000 0000 00",
                "08000000 0000 ff",
                "09000000 0100 8561 ff",
                "08000000 0100 f0 ff",
                "09000000 0100 f5 01 ff"
            })
    void damagedListpacksAreRefused(String hex) {
        assertDamaged(() -> {
            Listpack listpack = new Listpack();
            open(hex, listpack::open);
            hashes(listpack);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0b000000 00000000 0000 00",
                "0c000000 00000000 0000 ff",
                "0d000000 00000000 0100 00 05 ff",
                "0d000000 00000000 0100 00 ff ff",
                "0d000000 00000000 0100 00 c0 ff"
            })
    void damagedZiplistsAreRefused(String hex) {
        assertDamaged(() -> {
            Ziplist ziplist = new Ziplist();
            open(hex, ziplist::open);
            hashes(ziplist);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "03000000 00000000", "02000000 01000000", "02000000 ffffffff", "00000000 00000000"})
    void damagedIntsetsAreRefused(String hex) {
        assertDamaged(() -> open(hex, new Intset()::open));
    }

    private interface Opener {
        void open(Span container);
    }

    private void open(String hex, Opener opener) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        span.set(bytes, 0, bytes.length);
        opener.open(span);
    }

    private List<Long> hashes(Elements elements) {
        List<Long> hashes = new ArrayList<>();
        while (elements.next(span)) {
            hashes.add(span.hash(7));
        }
        return hashes;
    }

    private static long text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Xxh64.hash(bytes, 0, bytes.length, 7);
    }

    private static RdbInput input(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        RdbInput input = new RdbInput();
        input.open(bytes, new Payload(0, 0, bytes.length, 9));
        return input;
    }

    private void assertScore(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        double wanted = Double.parseDouble(text.replace("inf", "Infinity"));

        assertThat(Score.bits(Score.parse(bytes, 0, bytes.length))).as(text).isEqualTo(Score.bits(wanted));
    }

    private static void putInt(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    private static void assertDamaged(Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo("payload-damaged"));
    }
}
