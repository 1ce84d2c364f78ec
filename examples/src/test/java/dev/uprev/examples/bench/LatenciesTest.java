package dev.uprev.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void tellsTheTimeThatAShareOfRequestsTookAtMost() {
        Latencies latencies = new Latencies();
        for (int i = 10_000; i > 0; i--) {
            latencies.add(i * 1000L);
        }

        assertThat(latencies.count()).isEqualTo(10_000);
        assertThat(latencies.millis(0.5)).isEqualTo(5);
        assertThat(latencies.millis(0.99)).isEqualTo(9.9);
        assertThat(latencies.millis(1)).isEqualTo(10);
    }

    @Test
    void aSingleOneIsAllOfThem() {
        Latencies latencies = new Latencies();
        latencies.add(3_000_000);

        assertThat(latencies.millis(0.5)).isEqualTo(3);
        assertThat(latencies.millis(1)).isEqualTo(3);
    }
}
