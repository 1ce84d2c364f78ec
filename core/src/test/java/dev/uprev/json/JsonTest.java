package dev.uprev.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Sample(
            DatabaseEngine engine,
            Version version,
            Optional<String> note,
            Path path,
            Duration duration,
            Instant at,
            List<String> list) {}

    @Test
    void writesValuesAsTextAndReadsThemAgain() throws JsonProcessingException {
        Sample sample = new Sample(
                DatabaseEngine.POSTGRESQL,
                Version.parse("17.2"),
                Optional.of("n"),
                Path.of("dumps/a b"),
                Duration.ofMillis(1500),
                Instant.parse("2026-01-02T03:04:05.006Z"),
                List.of());
        String json = Json.mapper().writeValueAsString(sample);
        assertThat(json)
                .contains("\"postgresql\"", "\"17.2\"", "\"PT1.5S\"", "\"2026-01-02T03:04:05.006Z\"", "\"list\":[]");
        assertThat(Json.mapper().readValue(json, Sample.class)).isEqualTo(sample);
    }

    @Test
    void leavesOutWhatIsEmptyAndPassesOverWhatIsUnknown() throws JsonProcessingException {
        record Note(Optional<String> note) {}
        assertThat(Json.mapper().writeValueAsString(new Note(Optional.empty()))).isEqualTo("{}");
        assertThat(Json.mapper().readValue("{\"later\":1}", Note.class).note()).isEmpty();
    }
}
