package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {
    /** As a server answers whose command AUTH is renamed. */
    @Test
    void argumentsOfAnUnknownCommandAreInNoText() {
        Reply.Failure failure =
                new Reply.Failure("ERR unknown command 'AUTH', with args beginning with: 'shop' 'open sesame' ");

        assertThat(failure.message()).isEqualTo("ERR unknown command 'AUTH'");
        assertThat(failure).hasToString(failure.message());
        assertThat(failure.isUnknownCommand()).isTrue();
        assertThat(RedisErrors.refused("AUTH", failure)).hasMessageNotContaining("sesame");
    }

    @Test
    void rightsAreNamedByTheCommandAlone() {
        Reply.Failure failure = new Reply.Failure("NOPERM this user has no permissions to run the 'restore' command");

        assertThat(RedisErrors.refused("RESTORE of key \"a b\"", failure)).hasMessageContaining("+restore ~*");
        assertThat(RedisErrors.refused("MEMORY USAGE", failure)).hasMessageContaining("+memory ~*");
    }

    @Test
    void namesAndValuesOfAList() {
        Reply list = new Reply.Many(List.of(text("name"), new Reply.Whole(7), text("odd")));

        assertThat(list.named()).containsOnlyKeys("name").containsEntry("name", new Reply.Whole(7));
        assertThat(new Reply.Nil().named()).isEmpty();
    }

    private static Reply text(String text) {
        return new Reply.Text(text.getBytes(StandardCharsets.UTF_8));
    }
}
