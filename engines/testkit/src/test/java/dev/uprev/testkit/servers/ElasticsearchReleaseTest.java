package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElasticsearchReleaseTest {
    @ParameterizedTest
    @CsvSource({
        "5.6, elasticsearch-5.6.16",
        "6.8.23, elasticsearch-6.8.23",
        "6.8-full, elasticsearch-6.8.23-full",
        "opensearch-2.19, opensearch-2.19.6"
    })
    void findsTheReleaseOfAName(String name, String folder) {
        assertThat(ElasticsearchRelease.of(name).distribution().name()).isEqualTo(folder);
    }

    @Test
    void saysWhichReleasesThereAre() {
        assertThatThrownBy(() -> ElasticsearchRelease.of("2.4"))
                .hasMessageContaining("Elasticsearch 2.4")
                .hasMessageContaining("opensearch-1.3")
                .extracting("code")
                .isEqualTo(Unavailable.CODE);
    }
}
