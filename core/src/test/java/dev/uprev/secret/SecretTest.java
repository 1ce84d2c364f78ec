package dev.uprev.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void givesItsValueAsCharactersBytesAndText() {
        try (Secret secret = Secret.of("pä€\uD83D\uDE00")) {
            assertThat(secret.<String>use(String::new)).isEqualTo("pä€\uD83D\uDE00");
            assertThat(secret.reveal()).isEqualTo("pä€\uD83D\uDE00");
            assertThat(secret.<String>useUtf8(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                    .isEqualTo("pä€\uD83D\uDE00");
        }
    }

    @Test
    void copiesAreWipedAfterUseEvenAfterAFailure() {
        List<char[]> lent = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        try (Secret secret = Secret.of("value")) {
            secret.use(lent::add);
            secret.useUtf8(bytes::add);
            assertThatThrownBy(() -> secret.use(characters -> {
                        lent.add(characters);
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(lent).hasSize(2).allMatch(copy -> new String(copy).equals("\0".repeat(5)));
            assertThat(bytes).containsExactly(new byte[5]);
            assertThat(secret.reveal()).isEqualTo("value");
        }
    }

    @Test
    void doesNotShareTheCallersArray() {
        char[] mine = "value".toCharArray();
        try (Secret secret = Secret.of(mine)) {
            mine[0] = 'X';
            assertThat(secret.reveal()).isEqualTo("value");
        }
    }

    @Test
    void aClosedSecretGivesNothing() {
        Secret secret = Secret.of("value");
        secret.close();
        secret.close();

        assertThatIllegalStateException().isThrownBy(secret::reveal);
    }

    @Test
    void neitherTextNorJsonNorEqualityShowsTheValue() {
        try (Secret secret = Secret.of("value");
                Secret same = Secret.of("value")) {
            assertThat(secret).hasToString("Secret[***]").isNotEqualTo(same);
            assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(secret))
                    .hasMessageNotContaining("value\"");
        }
    }
}
