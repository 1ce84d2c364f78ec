package dev.uprev.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Results<PostgresqlContender> results = new Results<>();

    @Test
    void comparesWithEachPeerRoundByRound() {
        round(8, 10, 16);
        round(9, 10, 12);
        round(30, 60, 30);

        String table = results.table();
        // 0.8, 0.9, 0.5 and 0.5, 0.75, 1.0; a slow round, slow for all, does not count more than the others
        assertThat(table).contains("uprev           takes 0.80 of the time of pg_dump");
        assertThat(table).contains("uprev           takes 0.75 of the time of pgcopydb");
        assertThat(table).containsPattern("uprev +9\\.00 +8\\.00 to 30\\.00");
    }

    @Test
    void theMedianOfTwoIsBetweenThem() {
        round(1, 2, 4);
        round(3, 2, 4);
        assertThat(results.table()).containsPattern("uprev +2\\.00 +1\\.00 to 3\\.00");
    }

    private void round(int uprev, int dump, int copy) {
        results.add(PostgresqlContender.UPREV, measured(uprev));
        results.add(PostgresqlContender.PG_DUMP, measured(dump));
        results.add(PostgresqlContender.PGCOPYDB, measured(copy));
    }

    private static Measurement measured(int seconds) {
        Duration time = Duration.ofSeconds(seconds);
        return new Measurement(time, time, time, 64_000_000, 0);
    }
}
