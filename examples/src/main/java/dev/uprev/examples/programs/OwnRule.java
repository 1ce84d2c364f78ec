package dev.uprev.examples.programs;

import dev.uprev.compat.CompatibilityRule;
import dev.uprev.compat.CompatibilityRules;
import dev.uprev.compat.Eligibility;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.model.VersionRange;

/** The standard rules and one row of a company's own. */
final class OwnRule {
    static final CompatibilityRules RULES = CompatibilityRules.standard()
            .with(CompatibilityRule.block("not-approved-yet")
                    .engine(DatabaseEngine.POSTGRESQL)
                    .to(VersionRange.atLeast("18"))
                    .why("our extensions are tested with PostgreSQL up to 17")
                    .remedy("go to 17, or ask the database team")
                    .source("https://wiki.example.org/databases/approved")
                    .build());

    public static void main(String[] arguments) {
        Eligibility eligibility = RULES.assess(
                DatabaseEngine.POSTGRESQL, Version.parse("13"), Version.parse("18"), UpgradeMethod.DUMP_AND_RESTORE);
        System.out.println(eligibility.explain());
    }
}
