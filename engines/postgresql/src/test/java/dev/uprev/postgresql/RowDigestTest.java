package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.digest.ContentDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowDigestTest {
    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 1000, 1 << 20})
    void binaryRowsCountAlikeWhereverTheDataAreDivided(int atOnce) {
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(row(random.nextInt(6), i % 100 == 0 ? 20_000 : 30));
        }
        BinaryRowDigest digest = new BinaryRowDigest();
        assertThat(feed(digest, join(rows), atOnce)).isEqualTo(join(rows).length);
        assertThat(digest.digest()).isEqualTo(expected(rows));
        assertThat(digest.isBetweenRows()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 20})
    void onlyTheRowsOfABinaryCopyArePassedOn(int atOnce) throws IOException {
        List<byte[]> rows = List.of(row(0, 0), row(3, 10), row(1, 3000));
        byte[] data = join(rows);
        byte[] copy = join(List.of(CopyFormat.BINARY.prefix(), data, CopyFormat.BINARY.suffix()));
        BinaryRowDigest digest = new BinaryRowDigest();
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        CopyRows sink = new CopyRows(CopyFormat.BINARY, digest, passed::write);
        for (int at = 0; at < copy.length; at += atOnce) {
            sink.accept(copy, at, Math.min(atOnce, copy.length - at));
        }
        assertThat(passed.toByteArray()).isEqualTo(data);
        assertThat(digest.digest()).isEqualTo(expected(rows));
    }

    @Test
    void aBinaryRowThatIsCutOffIsNotCounted() {
        BinaryRowDigest digest = new BinaryRowDigest();
        byte[] row = row(2, 20);
        digest.update(row, 0, row.length - 1);
        assertThat(digest.isBetweenRows()).isFalse();
        assertThat(digest.digest().count()).isZero();
    }

    @Test
    void refusesWhatIsNoBinaryRow() {
        byte[] row = {0, 1, -1, -1, -1, -2};
        assertThatThrownBy(() -> new BinaryRowDigest().update(row, 0, row.length))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> feed(new BinaryRowDigest(), row, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 100, 1 << 20})
    void linesCountAlikeWhereverTheDataAreDivided(int atOnce) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lines.add("é".repeat(random.nextInt(i % 50 == 0 ? 5000 : 40)) + "\u008A");
        }
        lines.add("");
        LineDigest digest = new LineDigest();
        feed(digest, text(String.join("\n", lines) + "\n"), atOnce);
        assertThat(digest.digest())
                .isEqualTo(expected(lines.stream().map(RowDigestTest::text).toList()));
        assertThat(digest.isBetweenRows()).isTrue();
        digest.update(text("x"), 0, 1);
        assertThat(digest.isBetweenRows()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1 << 20})
    void numbersCountByTheirBitsWhateverTheirText(int atOnce) {
        String nulls = "\\N\t\\N\t{}\t\t1.7976931348623157e+308\n";
        String before12 = nulls + "0.10000000000000001\t0.100000001\t{1e+20,-0,NULL,NaN,-Infinity}\t0.1\t\\N\n";
        String from12 = nulls + "0.1\t0.1\t{100000000000000000000,-0,NULL,NaN,-Infinity}\t0.1\t\\N\n";
        assertThat(floats(from12, atOnce)).isEqualTo(floats(before12, 1 << 20));
        assertThat(floats(from12, atOnce).count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.10000000000000002\t0.1\t{1,2}\tx\ty",
                "0.1\t0.10000001\t{1,2}\tx\ty",
                "0.1\t0.1\t{2,1}\tx\ty",
                "0.1\t0.1\t{1,-2}\tx\ty",
                "0.1\t0.1\t{12}\tx\ty",
                "0.1\t0.1\t{1,2}\tx \ty",
                "0.1\t0.1\t{1,2}\tx\t\\N",
                "0.1\t0.1\t{1,Infinity}\tx\ty",
                "0.1\t\\N\t{1,2}\tx\ty"
            })
    void otherRowsWithNumbersDiffer(String line) {
        assertThat(floats(line + "\n", 5)).isNotEqualTo(floats("0.1\t0.1\t{1,2}\tx\ty\n", 5));
    }

    private static ContentDigest floats(String text, int atOnce) {
        FloatLineDigest digest = new FloatLineDigest(
                List.of(FloatText.DOUBLE, FloatText.SINGLE, FloatText.DOUBLE, FloatText.NONE, FloatText.NONE));
        feed(digest, text(text), atOnce);
        assertThat(digest.isBetweenRows()).isTrue();
        return digest.digest();
    }

    private byte[] row(int fields, int longest) {
        ByteBuffer row = ByteBuffer.allocate(2 + fields * (4 + longest)).putShort((short) fields);
        for (int i = 0; i < fields; i++) {
            int length = random.nextInt(longest + 2) - 1;
            row.putInt(length);
            byte[] value = new byte[Math.max(0, length)];
            random.nextBytes(value);
            row.put(value);
        }
        return Arrays.copyOf(row.array(), row.position());
    }

    private static int feed(RowDigest digest, byte[] data, int atOnce) {
        int taken = 0;
        for (int at = 0; at < data.length; at += atOnce) {
            taken += digest.update(data, at, Math.min(atOnce, data.length - at));
        }
        return taken;
    }

    private static ContentDigest expected(List<byte[]> rows) {
        ContentDigest digest = new ContentDigest();
        rows.forEach(row -> digest.add(row, 0, row.length));
        return digest;
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
