package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresReleaseTest {
    @ParameterizedTest
    @CsvSource({"9.2, 9.2.4", "9.6, 9.6.24", "13, 13.23.0", "15.19, 15.19.0", "18.6.0, 18.6.0"})
    void findsThePinnedReleaseOfALine(String line, String version) {
        assertThat(PostgresRelease.of(line).name()).isEqualTo("postgresql-" + version);
    }

    @Test
    void saysWhichReleasesThereAre() {
        assertThatThrownBy(() -> PostgresRelease.of("13.1"))
                .hasMessageContaining("PostgreSQL 13.1")
                .hasMessageContaining("13.23.0")
                .extracting("code")
                .isEqualTo(Unavailable.CODE);
    }

    @Test
    void knowsTheNewest() {
        assertThat(PostgresServer.newest()).isEqualTo("18.6.0");
    }
}
