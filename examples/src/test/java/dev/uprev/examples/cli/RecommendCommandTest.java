package dev.uprev.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecommendCommandTest {
    @Test
    void littleDowntimeForMuchDataIsReplication() {
        CommandLineResult result =
                CommandLineResult.of("recommend", "postgresql", "13", "17", "--downtime", "PT1M", "--gigabytes", "500");
        assertThat(result.exit()).isEqualTo(0);
        String out = result.out();
        assertThat(out.indexOf("replication")).isNotNegative().isLessThan(out.indexOf("dump and restore"));
    }

    @Test
    void nothingIsEligibleForADowngrade() {
        assertThat(CommandLineResult.of("recommend", "redis", "7.0", "6.2").exit())
                .isEqualTo(1);
    }

    @Test
    void whatIsNoDurationIsWrongUsage() {
        CommandLineResult result = CommandLineResult.of("recommend", "redis", "6.2", "7.0", "--downtime", "soon");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("--downtime");
    }
}
