package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BulkAnswerTest {
    @Test
    void eachDocumentHasItsOutcome() throws Exception {
        BulkAnswer answer = read("""
                {"errors":true,"items":[{"index":{"status":201}},{"index":{"status":429,"error":{"type":"full"}}},
                {"index":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"newer"}}},
                {"index":{"status":400,"error":{"type":"mapper_parsing_exception","reason":"failed to parse [a]",
                  "caused_by":{"type":"x","reason":"no date"}}}},{"index":{"status":200}}]}""", 5);

        assertThat(answer.refused().stream()).containsExactly(1);
        assertThat(answer.newer()).isEqualTo(1);
        assertThat(answer.rejected()).containsOnlyKeys(3);
        assertThat(answer.rejected().get(3)).contains("failed to parse [a]", "no date");
    }

    @Test
    void withoutErrorsNothingElseIsLookedAt() throws Exception {
        assertThat(read("{\"errors\":false,\"items\":[{", 5).rejected()).isEmpty();
    }

    @Test
    void aDocumentWithoutAnOutcomeIsAnError() {
        assertThatThrownBy(() -> read("{\"errors\":true,\"items\":[{\"index\":{\"status\":201}}]}", 2))
                .isInstanceOf(JsonInputException.class);
        assertThatThrownBy(() -> read("{}", 2)).isInstanceOf(JsonInputException.class);
    }

    private static BulkAnswer read(String answer, int documents) throws IOException {
        return BulkAnswer.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), documents);
    }
}
