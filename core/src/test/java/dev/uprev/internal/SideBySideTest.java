package dev.uprev.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static Object fail(String message) {
        throw new IllegalStateException(message);
    }

    private static <T> T meet(CountDownLatch both, T result) {
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result;
    }

    @Test
    void givesBothResultsAndRunsBothAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);

        assertThat(SideBySide.of(() -> meet(both, "a"), () -> meet(both, 1))).isEqualTo(new SideBySide<>("a", 1));
    }

    @Test
    void theFailureOfEitherIsThrown() {
        assertThatThrownBy(() -> SideBySide.of(() -> fail("first"), () -> 1)).hasMessage("first");
        assertThatThrownBy(() -> SideBySide.of(() -> 1, () -> fail("second"))).hasMessage("second");
    }

    @Test
    void theFirstFailureComesFirst() {
        assertThatThrownBy(() -> SideBySide.of(() -> fail("first"), () -> fail("second")))
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("second"));
    }
}
