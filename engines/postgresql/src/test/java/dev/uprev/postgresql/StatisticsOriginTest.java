package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import org.junit.jupiter.api.Test;

class StatisticsOriginTest {
    private static UpgradeRequest.Builder request() {
        Instance instance = Instance.of(DatabaseEngine.POSTGRESQL, "127.0.0.1:5432");
        return UpgradeRequest.builder(UpgradeMethod.DUMP_AND_RESTORE, instance, new UpgradeTarget.Existing(instance));
    }

    @Test
    void theyAreImportedWhereTheTargetCan() {
        UpgradeRequest request = request().build();
        assertThat(StatisticsOrigin.of(request, 18)).isEqualTo(StatisticsOrigin.IMPORT);
        assertThat(StatisticsOrigin.of(request, 17)).isEqualTo(StatisticsOrigin.ANALYZE);
    }

    @Test
    void theOptionChooses() {
        UpgradeRequest analyze = request().option("statistics", "analyze").build();
        assertThat(StatisticsOrigin.of(analyze, 18)).isEqualTo(StatisticsOrigin.ANALYZE);
        UpgradeRequest importing = request().option("statistics", "import").build();
        assertThat(StatisticsOrigin.of(importing, 18)).isEqualTo(StatisticsOrigin.IMPORT);
        assertThat(StatisticsOrigin.of(importing, 17)).isEqualTo(StatisticsOrigin.ANALYZE);
    }

    @Test
    void anyOtherValueIsRefused() {
        UpgradeRequest odd = request().option("statistics", "Import").build();
        UpgradeException refused = catchThrowableOfType(UpgradeException.class, () -> StatisticsOrigin.of(odd, 15));
        assertThat(refused.code()).isEqualTo("invalid-option");
        assertThat(refused).hasMessageContaining("\"Import\"");
    }
}
