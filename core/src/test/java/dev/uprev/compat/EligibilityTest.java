package dev.uprev.compat;

import static dev.uprev.model.DatabaseEngine.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EligibilityTest {
    private final ObjectMapper mapper = new ObjectMapper();

    private static Eligibility postgresql(String from, String to, UpgradeMethod method) {
        return CompatibilityRules.standard().assess(POSTGRESQL, Version.parse(from), Version.parse(to), method);
    }

    @Test
    void anEligibleUpgradeIsExplainedWithPathReasonsAndSources() {
        assertThat(postgresql("13", "17", UpgradeMethod.IN_PLACE).explain().lines())
                .startsWith("PostgreSQL 13 -> 17, in place: eligible", "path: 13 -> 17")
                .anyMatch(line -> line.startsWith("WARNING last-resort: last resort: use it when"))
                .anyMatch(line -> line.startsWith("  fix: prefer replication"))
                .contains("  see: https://www.postgresql.org/docs/current/pgupgrade.html");
    }

    @Test
    void anIneligibleUpgradeIsExplainedWithEveryBlockerFirst() {
        Eligibility eligibility = postgresql("9.5", "9.6", UpgradeMethod.REPLICATION);
        assertThat(eligibility.blockers())
                .extracting(Finding::code)
                .containsExactlyInAnyOrder("source-below-10", "target-below-10");
        assertThat(eligibility.explain().lines())
                .startsWith("PostgreSQL 9.5 -> 9.6, replication: not eligible")
                .anyMatch(line -> line.equals("  fix: use dump and restore"))
                .noneMatch(line -> line.startsWith("path:"));
    }

    @Test
    void jsonHasVerdictPathAndFindings() {
        JsonNode json = mapper.valueToTree(postgresql("9.6", "17", UpgradeMethod.DUMP_AND_RESTORE));
        assertThat(json.get("eligible").booleanValue()).isTrue();
        assertThat(json.get("path")).extracting(JsonNode::textValue).containsExactly("9.6", "17");
        assertThat(json.get("findings").get(0).get("source").textValue()).startsWith("https://www.postgresql.org/");
        assertThat(json.get("engine").textValue()).isEqualTo("postgresql");
    }

    @Test
    void jsonOfAnIneligibleUpgradeHasAnEmptyPath() {
        JsonNode json = mapper.valueToTree(postgresql("17", "14", UpgradeMethod.DUMP_AND_RESTORE));
        assertThat(json.get("eligible").booleanValue()).isFalse();
        assertThat(json.get("path").isArray()).isTrue();
        assertThat(json.get("path").isEmpty()).isTrue();
        assertThat(json.get("findings").get(0).get("code").textValue()).isEqualTo("downgrade");
    }

    @Test
    void aFindingSurvivesJson() throws Exception {
        Finding bare = Finding.info("nothing-special", "", "all is well", "");
        Finding full = Finding.blocker("disk-full", "3 GB free", "5 GB are needed", "free 2 GB")
                .withSource(URI.create("https://example.org/disk"));
        for (Finding finding : List.of(bare, full)) {
            assertThat(mapper.readValue(mapper.writeValueAsString(finding), Finding.class))
                    .isEqualTo(finding);
        }
    }

    @Test
    void aBlockerWithoutRemedyIsRefused() {
        assertThatThrownBy(() -> Finding.blocker("no-way", "x", "because", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-way");
        assertThatThrownBy(
                        () -> CompatibilityRule.block("no-way").why("because").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-way");
    }

    @Test
    void aPathAndABlockerExcludeEachOther() {
        Proposal proposal = new Proposal(POSTGRESQL, UpgradeMethod.IN_PLACE, Version.parse("13"), Version.parse("17"));
        assertThatThrownBy(() -> new Eligibility(proposal, Optional.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
