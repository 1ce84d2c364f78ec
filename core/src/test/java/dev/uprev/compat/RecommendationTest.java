package dev.uprev.compat;

import static dev.uprev.model.UpgradeMethod.DUMP_AND_RESTORE;
import static dev.uprev.model.UpgradeMethod.IN_PLACE;
import static dev.uprev.model.UpgradeMethod.REPLICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecommendationTest {
    private static final long GB = 1_000_000_000L;

    private static Recommendation recommend(DatabaseEngine engine, String from, String to, Needs needs) {
        return CompatibilityRules.standard().recommend(engine, Version.parse(from), Version.parse(to), needs);
    }

    private static Recommendation postgresql(String from, Needs needs) {
        return recommend(DatabaseEngine.POSTGRESQL, from, "17", needs);
    }

    @Test
    void replicationComesFirstForALargePostgresqlDatabaseThatAllowsLittleDowntime() {
        Recommendation recommendation =
                postgresql("13", Needs.defaults().withDataBytes(500 * GB).withAllowedDowntime(Duration.ofMinutes(5)));
        assertThat(recommendation.choices())
                .extracting(Recommendation.Choice::method)
                .containsExactly(REPLICATION, DUMP_AND_RESTORE, IN_PLACE);
        assertThat(recommendation.choices())
                .extracting(Recommendation.Choice::meetsNeeds)
                .containsExactly(true, false, false);
    }

    @Test
    void dumpAndRestoreComesFirstForASmallPostgresqlDatabaseAndInPlaceLast() {
        assertThat(postgresql("13", Needs.defaults().withDataBytes(10 * GB)).choices())
                .extracting(Recommendation.Choice::method)
                .containsExactly(DUMP_AND_RESTORE, REPLICATION, IN_PLACE);
    }

    @Test
    void whatIsNotEligibleComesLastWithTheReason() {
        Recommendation recommendation = postgresql("9.6", Needs.defaults());
        assertThat(recommendation.choices())
                .extracting(Recommendation.Choice::method)
                .containsExactly(DUMP_AND_RESTORE, IN_PLACE, REPLICATION);
        assertThat(recommendation.choices().get(2).reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason).startsWith("not eligible: the source has no publications"));
        assertThat(recommendation.choices().get(2).downtime()).isEmpty();
    }

    @Test
    void onlyInPlaceDoesWhereServicesCannotBeRepointed() {
        assertThat(postgresql("13", Needs.defaults().withRepointing(false)).choices())
                .extracting(Recommendation.Choice::method)
                .first()
                .isEqualTo(IN_PLACE);
    }

    @Test
    void inPlaceComesFirstForMongodbAndRedis() {
        assertThat(recommend(DatabaseEngine.MONGODB, "4.4", "7.0", Needs.defaults())
                        .choices())
                .extracting(Recommendation.Choice::method)
                .containsExactly(IN_PLACE, DUMP_AND_RESTORE, REPLICATION);
        assertThat(recommend(DatabaseEngine.REDIS, "5.0", "7.2", Needs.defaults())
                        .choices())
                .extracting(Recommendation.Choice::method)
                .first()
                .isEqualTo(IN_PLACE);
    }

    @Test
    void dumpAndRestoreIsThereForEveryEngine() {
        assertThat(recommend(DatabaseEngine.ELASTICSEARCH, "6.8", "8.14", Needs.defaults())
                        .best())
                .hasValueSatisfying(choice -> assertThat(choice.method()).isEqualTo(DUMP_AND_RESTORE));
    }

    @Test
    void nothingIsBestForADowngrade() {
        assertThat(postgresql("18", Needs.defaults()).best()).isEmpty();
    }

    @Test
    void theEstimatesStateTheirAssumptions() {
        Recommendation recommendation = postgresql(
                "13",
                Needs.defaults()
                        .withDataBytes(72 * GB)
                        .withTransferRate(20_000_000)
                        .withCopyRate(100_000_000));
        assertThat(recommendation.explain().lines())
                .startsWith(
                        "PostgreSQL 13 -> 17, 72 GB, at most 1 h of downtime, services can be repointed",
                        "1. replication, about 1 min of downtime")
                .contains(
                        "2. in place, about 14 min of downtime",
                        "   - keeps to the allowed downtime: a backup of 72 GB at 100 MB/s, and 2 min for one hop",
                        "3. dump and restore, about 1 h 1 min of downtime",
                        "   - takes longer than allowed: 72 GB at 20 MB/s for dump, restore and verification, and 1 min"
                                + " to stop and start the services");
    }

    @Test
    void jsonNamesTheBestAndEveryChoice() {
        JsonNode json = new ObjectMapper().valueToTree(postgresql("13", Needs.defaults()));
        assertThat(json.get("best").textValue()).isEqualTo("DUMP_AND_RESTORE");
        assertThat(json.get("choices")).hasSize(3);
        assertThat(json.get("choices").get(0).get("downtimeSeconds").longValue())
                .isEqualTo(2560);
        assertThat(json.get("choices").get(0).get("eligibility").get("eligible").booleanValue())
                .isTrue();
    }

    @Test
    void durationsAndSizesReadWell() {
        assertThat(Downtime.words(Duration.ofSeconds(40))).isEqualTo("40 s");
        assertThat(Downtime.words(Duration.ofSeconds(3599))).isEqualTo("1 h");
        assertThat(Downtime.words(Duration.ofMinutes(185))).isEqualTo("3 h 5 min");
        assertThat(Downtime.words(Duration.ofHours(52))).isEqualTo("2 d 4 h");
        assertThat(Downtime.size(0)).isEqualTo("0 bytes");
        assertThat(Downtime.size(999_960)).isEqualTo("1 MB");
        assertThat(Downtime.size(1_500_000_000_000L)).isEqualTo("1.5 TB");
        assertThat(Downtime.size(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    }

    @Test
    void needsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Needs.defaults().withDataBytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Needs.defaults().withTransferRate(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
