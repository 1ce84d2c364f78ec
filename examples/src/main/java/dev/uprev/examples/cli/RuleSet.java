package dev.uprev.examples.cli;

import dev.uprev.compat.CompatibilityRules;

/** The rule sets that ship. */
enum RuleSet {
    STANDARD,
    VENDOR;

    CompatibilityRules rules() {
        return this == STANDARD ? CompatibilityRules.standard() : CompatibilityRules.vendor();
    }
}
