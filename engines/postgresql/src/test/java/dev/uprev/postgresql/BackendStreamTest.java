package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendStreamTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8192, 1 << 20})
    void handsOnThePayloadHoweverTheBytesArrive(int atOnce) throws IOException {
        Random random = new Random(atOnce);
        for (int i = 0; i < 300; i++) {
            byte[] row = new byte[i % 50 == 0 ? 0 : i == 100 ? 700_000 : random.nextInt(400)];
            random.nextBytes(row);
            message('d', row);
            payload.write(row);
        }
        message('c', new byte[0]);
        message('Z', new byte[] {'I'});

        BackendStream stream = stream(atOnce);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        assertThat(stream.next()).isEqualTo((byte) 'd');
        assertThat(stream.copyData(got::write)).isEqualTo((byte) 'c');
        assertThat(got.toByteArray()).isEqualTo(payload.toByteArray());
        assertThat(stream.body()).isEmpty();
        assertThat(stream.next()).isEqualTo((byte) 'Z');
        assertThat(stream.body()).containsExactly('I');
        assertThat(stream.isDrained()).isTrue();
    }

    @Test
    void saysThatTheConnectionEndedInTheMiddleOfAMessage() throws IOException {
        message('d', new byte[100]);
        byte[] all = sent.toByteArray();
        BackendStream stream = new BackendStream(new ByteArrayInputStream(all, 0, 50));
        stream.next();
        assertThatThrownBy(() -> stream.copyData((bytes, offset, length) -> {})).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesWhatIsNotTheProtocol() {
        sent.writeBytes(new byte[] {'H', 0, 0, 0, 3});
        assertThatThrownBy(() -> stream(100).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("length 3");
    }

    private void message(char type, byte[] body) throws IOException {
        DataOutputStream out = new DataOutputStream(sent);
        out.writeByte(type);
        out.writeInt(body.length + 4);
        out.write(body);
    }

    private BackendStream stream(int atOnce) {
        InputStream all = new ByteArrayInputStream(sent.toByteArray());
        return new BackendStream(new InputStream() {
            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return all.read(bytes, offset, Math.min(length, atOnce));
            }
        });
    }
}
