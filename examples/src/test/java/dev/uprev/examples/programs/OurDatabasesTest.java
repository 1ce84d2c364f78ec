package dev.uprev.examples.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uprev.compat.CompatibilityRules;
import dev.uprev.compat.Eligibility;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import org.junit.jupiter.api.Test;

/** What a team may rely on in its own upgrades. */
class OurDatabasesTest {
    private final CompatibilityRules rules = CompatibilityRules.standard();

    @Test
    void mongodbPassesEachReleaseLineInPlace() {
        Eligibility upgrade = rules.assess(
                DatabaseEngine.MONGODB, Version.parse("4.4"), Version.parse("7.0"), UpgradeMethod.IN_PLACE);
        assertTrue(upgrade.isEligible());
        assertEquals("4.4 -> 5.0 -> 6.0 -> 7.0", upgrade.path().orElseThrow().toString());
    }

    @Test
    void elasticsearch62CannotGoTo7InPlace() {
        Eligibility upgrade = rules.assess(
                DatabaseEngine.ELASTICSEARCH, Version.parse("6.2"), Version.parse("7.10"), UpgradeMethod.IN_PLACE);
        assertFalse(upgrade.isEligible(), upgrade::explain);
    }
}
