package dev.uprev.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssessCommandTest {
    @Test
    void endsWith0AndShowsThePathWhenEligible() {
        CommandLineResult result = CommandLineResult.of("assess", "mongodb", "4.4", "7.0", "--method", "in-place");
        assertThat(result.exit()).isEqualTo(0);
        assertThat(result.out()).contains("eligible").contains("4.4 -> 5.0 -> 6.0 -> 7.0");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void endsWith1AndSaysWhatToDoWhenNot() {
        CommandLineResult result =
                CommandLineResult.of("assess", "elasticsearch", "6.2", "7.10", "--method", "in-place");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("not eligible").contains("BLOCKER").contains("fix: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assess postgresql 13 17",
                "assess postgresql 13 --method in-place",
                "assess oracle 13 17 --method in-place",
                "assess postgresql thirteen 17 --method in-place",
                "assess postgresql 13 17 --method magic",
                "assess postgresql 13 17 --method in-place --rules strict",
                "assess postgresql 13 17 --method in-place --speed",
                "asess",
                ""
            })
    void endsWith2ForWrongUsageAndSaysWhy(String line) {
        CommandLineResult result = CommandLineResult.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank().doesNotContain("Exception");
    }

    @Test
    void asJsonHasVerdictPathAndFindings() throws IOException {
        JsonNode eligible = json("assess", "postgresql", "13", "18", "--method", "dump-and-restore", "--json");
        assertThat(eligible.get("eligible").asBoolean()).isTrue();
        assertThat(eligible.get("path")).extracting(JsonNode::asText).containsExactly("13", "18");
        assertThat(eligible.get("findings").isArray()).isTrue();

        JsonNode refused = json("assess", "postgresql", "17", "13", "--method", "IN_PLACE", "--json");
        assertThat(refused.get("eligible").asBoolean()).isFalse();
        assertThat(refused.get("path")).isEmpty();
        assertThat(refused.get("findings")).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.get("code").asText()).isNotBlank();
            assertThat(finding.get("severity").asText()).isIn("BLOCKER", "WARNING", "INFO");
        });
    }

    @Test
    void knowsBothRuleSets() {
        String[] chain = {"assess", "elasticsearch", "7.17", "8.18", "--method", "in-place", "--rules", "standard"};
        assertThat(CommandLineResult.of(chain).exit()).isEqualTo(1);
        chain[7] = "vendor";
        assertThat(CommandLineResult.of(chain).exit()).isEqualTo(0);
    }

    private static JsonNode json(String... arguments) throws IOException {
        return new ObjectMapper().readTree(CommandLineResult.of(arguments).out());
    }
}
