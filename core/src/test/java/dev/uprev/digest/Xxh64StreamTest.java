package dev.uprev.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Xxh64StreamTest {
    private final Xxh64Stream stream = new Xxh64Stream();

    @Test
    void isTheHashOfTheWholeWhereverItIsDivided() {
        Random random = new Random(7);
        byte[] bytes = new byte[300];
        random.nextBytes(bytes);
        for (int length = 0; length <= bytes.length; length++) {
            for (int round = 0; round < 20; round++) {
                stream.reset();
                for (int at = 0; at < length; ) {
                    int count = Math.min(length - at, random.nextInt(70));
                    stream.update(bytes, at, count);
                    at += count;
                }
                assertThat(stream.value()).isEqualTo(Xxh64.hash(bytes, 0, length, 0));
            }
        }
    }

    @Test
    void singleBytesAndNumbersCountAsTheirBytes() {
        byte[] bytes = ByteBuffer.allocate(80)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0x1122334455667788L)
                .put((byte) -1)
                .putLong(-2)
                .array();
        stream.update(0x1122334455667788L);
        stream.update((byte) -1);
        stream.update(-2L);
        stream.update(bytes, 17, bytes.length - 17);
        assertThat(stream.value()).isEqualTo(Xxh64.hash(bytes));
    }

    @Test
    void theValueSoFarDoesNotDisturbWhatFollows() {
        byte[] bytes = new byte[100];
        stream.update(bytes, 0, 45);
        assertThat(stream.value()).isEqualTo(Xxh64.hash(bytes, 0, 45, 0));
        stream.update(bytes, 45, 55);
        assertThat(stream.value()).isEqualTo(Xxh64.hash(bytes));
    }
}
