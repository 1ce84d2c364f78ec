package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {
    @ParameterizedTest
    @CsvSource({
        "90204,  9.2.4,                          9.2.4",
        "90624,  9.6.24,                         9.6.24",
        "100023, 10.23,                          10.23",
        "130023, 13.23 (Debian 13.23-0+deb11u4), 13.23",
        "180006, 18.6 (Ubuntu 18.6-1.pgdg24.04), 18.6",
        "190000, 19beta1 (Debian 19~beta1-1),    19beta1",
        "190000, 19rc1,                          19rc1",
        "130009, 13.9 Bespoke Edition 7.2beta3,  13.9",
    })
    void theNumberTellsTheReleaseAndTheTextWhetherItIsOne(int number, String text, String version) {
        Version found = ServerVersion.of(number, text).version();
        assertThat(found).isEqualTo(Version.parse(version)).hasToString(version);
    }
}
