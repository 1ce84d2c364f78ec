package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationOptionsTest {
    private static UpgradeRequest.Builder request() {
        Instance server = Instance.of(DatabaseEngine.POSTGRESQL, "localhost:5432");
        return UpgradeRequest.builder(UpgradeMethod.REPLICATION, server, new UpgradeTarget.Existing(server));
    }

    private static ReplicationOptions with(String option, String value) {
        return new ReplicationOptions(request().option(option, value).build());
    }

    @Test
    void keepsTheWayBackUnlessToldOtherwise() {
        assertThat(new ReplicationOptions(request().build()).keepsWayBack()).isTrue();
        assertThat(with(ReplicationOptions.WAY_BACK, "false").keepsWayBack()).isFalse();
        assertThat(with(ReplicationOptions.PAUSE_LIMIT, "5").pauseLimit()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flase", "yes", "", "TRUE"})
    void refusesWhatIsNeitherTrueNorFalse(String text) {
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> with(ReplicationOptions.WAY_BACK, text).keepsWayBack())
                .satisfies(e -> assertThat(e.code()).isEqualTo("invalid-option"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "1.5"})
    void refusesWhatIsNoNumberOfSeconds(String text) {
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> with(ReplicationOptions.PAUSE_LIMIT, text).pauseLimit())
                .satisfies(e -> assertThat(e.code()).isEqualTo("invalid-option"));
    }
}
