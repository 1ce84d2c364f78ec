package dev.uprev.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Eligibility;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import org.junit.jupiter.api.Test;

class OwnRuleTest {
    @Test
    void theRowBlocksWhatItSpeaksOfAndNothingElse() {
        assertThat(to("18").isEligible()).isFalse();
        assertThat(to("18").has("not-approved-yet")).isTrue();
        assertThat(to("17").isEligible()).isTrue();
    }

    private static Eligibility to(String version) {
        return OwnRule.RULES.assess(
                DatabaseEngine.POSTGRESQL, Version.parse("13"), Version.parse(version), UpgradeMethod.DUMP_AND_RESTORE);
    }
}
