package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisReleaseTest {
    @ParameterizedTest
    @CsvSource({"2.8, redis-2.8.19", "7.0.15, redis-7.0.15", "8.0, redis-8.0", "valkey-9, valkey-9"})
    void findsTheReleaseOfAName(String name, String folder) {
        assertThat(RedisRelease.of(name).distribution().name()).isEqualTo(folder);
    }

    @Test
    void saysWhichReleasesThereAre() {
        assertThatThrownBy(() -> RedisRelease.of("7.4"))
                .hasMessageContaining("Redis 7.4")
                .hasMessageContaining("valkey-8")
                .extracting("code")
                .isEqualTo(Unavailable.CODE);
    }
}
