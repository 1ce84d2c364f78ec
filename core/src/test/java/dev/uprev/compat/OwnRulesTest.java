package dev.uprev.compat;

import static dev.uprev.compat.CompatibilityRule.allow;
import static dev.uprev.compat.CompatibilityRule.block;
import static dev.uprev.compat.CompatibilityRule.inform;
import static dev.uprev.compat.CompatibilityRule.passThrough;
import static dev.uprev.compat.CompatibilityRule.warn;
import static dev.uprev.model.DatabaseEngine.MONGODB;
import static dev.uprev.model.DatabaseEngine.POSTGRESQL;
import static dev.uprev.model.DatabaseEngine.REDIS;
import static dev.uprev.model.UpgradeMethod.DUMP_AND_RESTORE;
import static dev.uprev.model.UpgradeMethod.IN_PLACE;
import static dev.uprev.model.UpgradeMethod.REPLICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.model.VersionRange;
import dev.uprev.model.VersionScheme;
import java.net.URI;
import org.junit.jupiter.api.Test;

class OwnRulesTest {
    private static final DatabaseEngine MARIADB = DatabaseEngine.of("mariadb", "MariaDB", VersionScheme.MAJOR_MINOR);

    private static Eligibility assess(
            CompatibilityRules rules, DatabaseEngine engine, String from, String to, UpgradeMethod method) {
        return rules.assess(engine, Version.parse(from), Version.parse(to), method);
    }

    @Test
    void aRowOfOnesOwnBlocksWhatTheStandardAllows() {
        CompatibilityRules rules = CompatibilityRules.standard()
                .with(block("not-before-the-fair")
                        .engine(POSTGRESQL)
                        .to(VersionRange.atLeast("18"))
                        .why("the reporting tool does not know 18 yet")
                        .remedy("choose 17")
                        .source("https://wiki.example.org/reporting")
                        .build());
        assertThat(assess(rules, POSTGRESQL, "13", "17", DUMP_AND_RESTORE).isEligible())
                .isTrue();
        Eligibility refused = assess(rules, POSTGRESQL, "13", "18.1", DUMP_AND_RESTORE);
        assertThat(refused.blockers()).extracting(Finding::code).containsExactly("not-before-the-fair");
        assertThat(refused.explain()).contains("fix: choose 17", "see: https://wiki.example.org/reporting");
    }

    @Test
    void aRowForEveryEngineAndMethodSpeaksEverywhere() {
        CompatibilityRules rules = CompatibilityRules.standard()
                .with(warn("freeze")
                        .why("changes are frozen")
                        .remedy("ask first")
                        .build());
        for (UpgradeMethod method : UpgradeMethod.values()) {
            assertThat(assess(rules, MONGODB, "6.0", "7.0", method).has("freeze"))
                    .isTrue();
        }
        assertThat(assess(rules, MARIADB, "10.6", "11.4", IN_PLACE).has("freeze"))
                .isTrue();
    }

    @Test
    void aConditionNarrowsARow() {
        CompatibilityRules rules = CompatibilityRules.standard()
                .with(inform("patch-only")
                        .when(Proposal::staysInLine)
                        .why("a patch release")
                        .build());
        assertThat(assess(rules, REDIS, "7.2.1", "7.2.4", IN_PLACE).has("patch-only"))
                .isTrue();
        assertThat(assess(rules, REDIS, "7.0", "7.2", IN_PLACE).has("patch-only"))
                .isFalse();
    }

    @Test
    void anEngineOfOnesOwnHasPathsAndNeedsNoCatalogue() {
        CompatibilityRules rules = CompatibilityRules.standard()
                .with(
                        allow("mariadb-upgrade")
                                .engine(MARIADB)
                                .method(IN_PLACE)
                                .why("mariadb-upgrade follows every start of a newer release")
                                .build(),
                        passThrough("long-term-release", "10.6")
                                .engine(MARIADB)
                                .to(VersionRange.atLeast("11.0"))
                                .why("our packages go from one long term release to the next")
                                .build());
        Eligibility eligibility = assess(rules, MARIADB, "10.3.39", "11.4", IN_PLACE);
        assertThat(eligibility.path()).hasToString("Optional[10.3.39 -> 10.6 -> 11.4]");
        assertThat(assess(rules, MARIADB, "10.6.2", "11.4", IN_PLACE).path()).hasToString("Optional[10.6.2 -> 11.4]");
        assertThat(assess(rules, MARIADB, "11.4", "10.6", IN_PLACE).blockers())
                .extracting(Finding::code)
                .containsExactly("downgrade");
    }

    @Test
    void aMethodThatNoRowAllowsIsRefusedAndTheOthersAreNamed() {
        CompatibilityRules rules = CompatibilityRules.empty()
                .with(allow("any")
                        .engine(MARIADB)
                        .method(IN_PLACE)
                        .why("it works")
                        .build());
        Eligibility eligibility = assess(rules, MARIADB, "10.6", "11.4", REPLICATION);
        assertThat(eligibility.blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.code()).isEqualTo("method-not-offered");
            assertThat(blocker.remedy()).endsWith("or use in place");
        });
    }

    @Test
    void aNewReleaseIsKnownOnceItsLineAndARowAreAdded() {
        assertThat(assess(CompatibilityRules.vendor(), MONGODB, "9.0", "10.0", IN_PLACE)
                        .blockers())
                .singleElement()
                .satisfies(blocker -> {
                    assertThat(blocker.code()).isEqualTo("unknown-release");
                    assertThat(blocker.remedy()).contains("add its line", "or use dump and restore");
                });
        CompatibilityRules lineAlone = CompatibilityRules.vendor()
                .with(CompatibilityRules.vendor().catalog().with(MONGODB, "10.0"));
        assertThat(assess(lineAlone, MONGODB, "9.0", "10.0", IN_PLACE).has("not-covered"))
                .isTrue();
        CompatibilityRules rules = lineAlone.with(
                allow("ten")
                        .engine(MONGODB)
                        .method(IN_PLACE)
                        .to(VersionRange.line("10.0"))
                        .why("10.0 starts on files of 9.0")
                        .build(),
                passThrough("major-line", "9.0")
                        .engine(MONGODB)
                        .method(IN_PLACE)
                        .why("10.0 starts on files of 9.0 alone")
                        .build());
        assertThat(assess(rules, MONGODB, "7.0", "10.0", IN_PLACE).path())
                .hasToString("Optional[7.0 -> 8.0 -> 9.0 -> 10.0]");
    }

    @Test
    void theCatalogueIsSortedHoldsLinesAndNamesItsSource() {
        ReleaseCatalog catalog = ReleaseCatalog.empty()
                .with(POSTGRESQL, "17.2", "9.6.3", "9.6")
                .documentedAt(POSTGRESQL, URI.create("https://example.org/releases"));
        assertThat(catalog.lines(POSTGRESQL)).hasToString("[9.6, 17]");
        assertThat(catalog.knows(POSTGRESQL, Version.parse("17.9"))).isTrue();
        assertThat(catalog.knows(POSTGRESQL, Version.parse("17rc1"))).isTrue();
        assertThat(catalog.knows(POSTGRESQL, Version.parse("16"))).isFalse();
        assertThat(catalog.lines(REDIS)).isEmpty();
        assertThat(catalog.source(POSTGRESQL)).hasValue(URI.create("https://example.org/releases"));
    }

    @Test
    void aBuilderUsedAgainDoesNotChangeRowsMadeBefore() {
        CompatibilityRule.Builder builder = warn("careful").engine(REDIS).why("first");
        CompatibilityRule first = builder.build();
        builder.engine(MONGODB).why("second");
        assertThat(first.engine()).hasValue(REDIS);
    }

    @Test
    void aRowNeedsACodeOfTheRightFormAndAReason() {
        assertThatThrownBy(() -> allow("Not A Code").why("x").build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> allow("code").build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyShippedRowNamesItsEngineAndItsSource() {
        for (CompatibilityRules rules :
                new CompatibilityRules[] {CompatibilityRules.standard(), CompatibilityRules.vendor()}) {
            assertThat(rules.rows()).allSatisfy(row -> {
                assertThat(row.engine()).as(row.toString()).isPresent();
                assertThat(row.source())
                        .as(row.toString())
                        .hasValueSatisfying(link -> assertThat(link).hasScheme("https"));
            });
        }
    }
}
