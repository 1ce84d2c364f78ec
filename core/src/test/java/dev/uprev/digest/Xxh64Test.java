package dev.uprev.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Xxh64Test {
    /** Published with the reference implementation and its ports. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, ef46db3751d8e999",
        "a, 0, d24ec4f1a98c6e5b",
        "abc, 0, 44bc2cf5ad770999",
        "xxhash, 0, 32dd38952c4bc720",
        "xxhash, 20141025, b559b98d844e0635",
        "Call me Ishmael. Some years ago--never mind how long precisely-, 0, 02a2e85470d6fd96"
    })
    void hasThePublishedValues(String text, long seed, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(Xxh64.hash(bytes, 0, bytes.length, seed)).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    /** The reference implementation writes the low half of XXH64 behind each zstd frame that has a checksum. */
    @Test
    void agreesWithTheChecksumThatZstdWritesAtEveryLength() {
        byte[] bytes = new byte[700];
        new Random(1).nextBytes(bytes);
        for (int length = 0; length <= bytes.length; length++) {
            byte[] frame;
            try (var compressor = new ZstdCompressCtx()) {
                frame = compressor.setChecksum(true).compress(Arrays.copyOf(bytes, length));
            }
            int low = 0;
            for (int i = 1; i <= 4; i++) {
                low = (low << 8) | (frame[frame.length - i] & 0xFF);
            }
            assertThat((int) Xxh64.hash(bytes, 0, length, 0))
                    .as("length %d", length)
                    .isEqualTo(low);
        }
    }

    @Test
    void doesNotDependOnWhereTheBytesLie() {
        byte[] bytes = new byte[300];
        new Random(2).nextBytes(bytes);
        for (int offset = 0; offset < 40; offset++) {
            byte[] alone = Arrays.copyOfRange(bytes, offset, offset + 131);
            assertThat(Xxh64.hash(bytes, offset, 131, 7)).isEqualTo(Xxh64.hash(alone, 0, 131, 7));
        }
    }

    @Test
    void refusesAPartOutsideTheArray() {
        byte[] bytes = new byte[4];
        assertThatThrownBy(() -> Xxh64.hash(bytes, 1, 4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Xxh64.hash(bytes, 0, -1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
