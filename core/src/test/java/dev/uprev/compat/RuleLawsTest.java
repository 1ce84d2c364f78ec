package dev.uprev.compat;

import static org.assertj.core.api.Assertions.fail;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Hop;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.model.VersionPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every pair of releases, by every method, under both sets: all lines of the catalogue, their patch
 * releases and pre-releases, and releases that do not exist.
 */
class RuleLawsTest {
    private static final List<String> STRANGE = List.of("0.1", "3.1", "4.3", "9.7", "8.99", "99", "99.1", "99.1.7");

    @TestFactory
    Stream<DynamicTest> standardSet() {
        return lawsFor(CompatibilityRules.standard());
    }

    @TestFactory
    Stream<DynamicTest> vendorSet() {
        return lawsFor(CompatibilityRules.vendor());
    }

    private static Stream<DynamicTest> lawsFor(CompatibilityRules rules) {
        return DatabaseEngine.BUILT_IN.stream()
                .map(engine -> DynamicTest.dynamicTest(engine.toString(), () -> everyPair(rules, engine)));
    }

    private static void everyPair(CompatibilityRules rules, DatabaseEngine engine) {
        List<Version> versions = versions(rules, engine);
        for (Version from : versions) {
            for (Version to : versions) {
                for (UpgradeMethod method : UpgradeMethod.values()) {
                    Eligibility eligibility = rules.assess(engine, from, to, method);
                    findingsAreComplete(eligibility);
                    pathLeadsFromSourceToTarget(eligibility);
                    whatIsNoUpgradeIsRefused(eligibility);
                    if (method == UpgradeMethod.IN_PLACE) {
                        eligibility.path().ifPresent(path -> hopsAreEligibleThemselves(rules, eligibility, path));
                    }
                }
            }
        }
    }

    // Plain conditions, for there are some hundred thousand verdicts.
    private static void law(boolean holds, String law, Eligibility eligibility) {
        if (!holds) {
            fail(law + "\n" + eligibility.explain());
        }
    }

    private static void findingsAreComplete(Eligibility eligibility) {
        List<Finding> findings = eligibility.findings();
        law(
                eligibility.isEligible() == eligibility.blockers().isEmpty(),
                "eligible exactly when there is no blocker",
                eligibility);
        law(findings.stream().allMatch(finding -> finding.source().isPresent()), "sources are named", eligibility);
        law(
                findings.stream()
                        .allMatch(finding -> finding.severity() == Severity.INFO
                                || !finding.remedy().isBlank()),
                "blockers and warnings have remedies",
                eligibility);
        law(new HashSet<>(findings).size() == findings.size(), "no finding twice", eligibility);
        law(
                IntStream.range(1, findings.size())
                        .allMatch(i -> findings.get(i - 1)
                                        .severity()
                                        .compareTo(findings.get(i).severity())
                                <= 0),
                "the gravest first",
                eligibility);
    }

    private static void pathLeadsFromSourceToTarget(Eligibility eligibility) {
        eligibility.path().ifPresent(path -> {
            law(path.source().equals(eligibility.proposal().from()), "starts at the source", eligibility);
            law(path.target().equals(eligibility.proposal().to()), "ends at the target", eligibility);
            law(
                    path.hops().stream().allMatch(hop -> hop.to().isNewerThan(hop.from())),
                    "every hop leads to a newer release",
                    eligibility);
        });
    }

    private static void whatIsNoUpgradeIsRefused(Eligibility eligibility) {
        Proposal proposal = eligibility.proposal();
        if (proposal.isNothingToDo()) {
            law(
                    eligibility.findings().size() == 1
                            && eligibility.has("same-version")
                            && eligibility.explain().contains("nothing to do"),
                    "the same version is nothing to do",
                    eligibility);
        } else if (proposal.from().isNewerThan(proposal.to())) {
            law(
                    eligibility.blockers().stream()
                            .anyMatch(blocker -> blocker.code().equals("downgrade")),
                    "a downgrade is never eligible",
                    eligibility);
        }
    }

    private static void hopsAreEligibleThemselves(CompatibilityRules rules, Eligibility eligibility, VersionPath path) {
        law(
                eligibility.warnings().stream()
                        .anyMatch(warning -> warning.code().equals("irreversible")),
                "in place upgrades warn that they are irreversible",
                eligibility);
        for (Hop hop : path.hops()) {
            Eligibility alone =
                    rules.assess(eligibility.proposal().engine(), hop.from(), hop.to(), UpgradeMethod.IN_PLACE);
            law(
                    alone.path().map(VersionPath::hops).equals(Optional.of(List.of(hop))),
                    "a hop of " + path + " is eligible by itself, as a single hop",
                    alone);
        }
    }

    private static List<Version> versions(CompatibilityRules rules, DatabaseEngine engine) {
        List<Version> versions = new ArrayList<>();
        STRANGE.stream().map(Version::parse).forEach(versions::add);
        for (Version line : rules.catalog().lines(engine)) {
            versions.add(line);
            versions.add(Version.parse(line + ".7"));
            if (line.minor() == 0) {
                versions.add(Version.parse(line + (line.length() == 1 ? "rc1" : ".0-rc1")));
            }
        }
        return versions;
    }
}
