package dev.uprev.compat;

import dev.uprev.compat.CompatibilityRule.Effect;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.model.VersionPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One proposal before the rules: collects what they say and makes the verdict. Used once, by one thread. */
final class Assessment {
    private final CompatibilityRules rules;
    private final Proposal proposal;
    private final List<CompatibilityRule> speaking;

    Assessment(CompatibilityRules rules, Proposal proposal) {
        this.rules = rules;
        this.proposal = proposal;
        this.speaking = new ArrayList<>();
        for (CompatibilityRule row : rules.rows(proposal.engine(), proposal.method())) {
            if (row.matches(proposal)) {
                speaking.add(row);
            }
        }
    }

    /** Whether a row allows it and nothing speaks against it; cheaper than the whole verdict. */
    boolean isAllowed() {
        return proposal.isUpgrade()
                && has(Effect.ALLOW)
                && !has(Effect.BLOCK)
                && (isDirect() || unknownReleases().isEmpty());
    }

    Eligibility verdict() {
        List<Finding> findings = new ArrayList<>();
        if (proposal.isNothingToDo()) {
            findings.add(nothingToDo());
        } else if (proposal.isDowngrade()) {
            findings.addAll(findings(Effect.BLOCK));
            if (findings.stream().noneMatch(finding -> finding.code().equals("downgrade"))) {
                findings.add(0, downgrade());
            }
        } else {
            addFindingsOfUpgrade(findings);
        }
        boolean eligible = findings.stream().noneMatch(Finding::isBlocker);
        if (eligible) {
            findings.addAll(findings(Effect.ALLOW, Effect.PASS_THROUGH));
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return new Eligibility(proposal, eligible ? Optional.of(path()) : Optional.empty(), findings);
    }

    private void addFindingsOfUpgrade(List<Finding> findings) {
        findings.addAll(findings(Effect.BLOCK, Effect.WARN, Effect.INFORM));
        if (rules.offers(proposal.engine(), proposal.method())) {
            unknownReleases().stream().map(this::unknownRelease).forEach(findings::add);
            Stream.of(proposal.from(), proposal.to())
                    .filter(Version::isPreRelease)
                    .map(this::preRelease)
                    .forEach(findings::add);
        }
        if (!has(Effect.ALLOW) && findings.stream().noneMatch(Finding::isBlocker)) {
            findings.add(notCovered());
        }
    }

    private boolean has(Effect effect) {
        return speaking.stream().anyMatch(row -> row.effect() == effect);
    }

    private boolean isDirect() {
        return speaking.stream().anyMatch(row -> row.effect() == Effect.ALLOW && row.isDirect());
    }

    private List<Finding> findings(Effect... effects) {
        List<Effect> wanted = List.of(effects);
        return speaking.stream()
                .filter(row -> wanted.contains(row.effect()))
                .map(row -> row.finding(proposal))
                .toList();
    }

    private VersionPath path() {
        Stream<Version> stops =
                speaking.stream().flatMap(row -> row.stop().stream()).sorted().distinct();
        return new VersionPath(Stream.concat(Stream.of(proposal.from()), Stream.concat(stops, Stream.of(proposal.to())))
                .toList());
    }

    /**
     * The ends whose line the catalogue does not list, if it lists any of the engine; one end of two in the same line.
     * An end before the first known line is left out where a row has said already that it is too old.
     */
    private List<Version> unknownReleases() {
        List<Version> lines = rules.catalog().lines(proposal.engine());
        if (lines.isEmpty()) {
            return List.of();
        }
        boolean tooOldIsSaid = has(Effect.BLOCK);
        return (proposal.staysInLine() ? Stream.of(proposal.to()) : Stream.of(proposal.from(), proposal.to()))
                .filter(version -> !rules.catalog().knows(proposal.engine(), version))
                .filter(version -> !tooOldIsSaid || !version.isOlderThan(lines.get(0)))
                .toList();
    }

    private Finding unknownRelease(Version version) {
        String what = proposal.engine() + " " + version + " is not among the known releases";
        return documented(
                isDirect()
                        ? Finding.warning(
                                "unknown-release",
                                version.toString(),
                                what + "; the upgrade is a single hop, but nobody has checked it",
                                "try it on a copy of the data first")
                        : Finding.blocker(
                                "unknown-release",
                                version.toString(),
                                what + ", so the releases to pass on the way would be guessed",
                                "check the version; if the release exists, add its line to the catalogue, and rows for"
                                        + " it where no rule covers it" + instead()));
    }

    private Finding preRelease(Version version) {
        return documented(Finding.warning(
                "pre-release",
                version.toString(),
                proposal.engine() + " " + version + " is a pre-release: its data formats may still change, and no"
                        + " upgrade from it to the release is promised",
                "use it for tests only"));
    }

    private Finding nothingToDo() {
        return documented(Finding.blocker(
                "same-version",
                proposal.toString(),
                proposal.from().equals(proposal.to())
                        ? "the server has this version already: nothing to do"
                        : proposal.from() + " is a release of " + proposal.to() + " already: nothing to do",
                "name a newer version, with its patch level where that is what should change"));
    }

    private Finding downgrade() {
        return documented(Finding.blocker(
                "downgrade",
                proposal.toString(),
                proposal.to() + " is older than " + proposal.from() + ", and upgrades lead to newer versions only",
                "name a version newer than " + proposal.from()));
    }

    private Finding notCovered() {
        boolean offered = rules.offers(proposal.engine(), proposal.method());
        String method = proposal.method().displayName();
        return documented(Finding.blocker(
                offered ? "not-covered" : "method-not-offered",
                proposal.toString(),
                offered
                        ? "no rule says that " + proposal.engine() + " can go from " + proposal.from() + " to "
                                + proposal.to() + " by " + method
                        : "no rule says that " + proposal.engine() + " can be upgraded by " + method,
                "add a row that allows it, if it is known to be possible" + instead()));
    }

    private String instead() {
        List<UpgradeMethod> others = rules.methodsFor(proposal);
        return others.isEmpty()
                ? ""
                : "; or use " + others.stream().map(UpgradeMethod::displayName).collect(Collectors.joining(" or "));
    }

    private Finding documented(Finding finding) {
        return rules.catalog()
                .source(proposal.engine())
                .map(finding::withSource)
                .orElse(finding);
    }
}
