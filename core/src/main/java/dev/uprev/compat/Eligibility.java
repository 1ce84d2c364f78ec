package dev.uprev.compat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.uprev.model.Version;
import dev.uprev.model.VersionPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an upgrade is possible by a method, along which path, and everything that is to be known about it. Immutable.
 *
 * <p>As JSON: {@code engine}, {@code method}, {@code from}, {@code to}, {@code eligible}, {@code path} as a list of
 * versions ({@code []} when not eligible) and {@code findings}.
 *
 * @param proposal what was asked
 * @param path the releases to pass; empty exactly when there is a blocker
 * @param findings all of them: blockers first, then warnings, then what is good to know
 */
public record Eligibility(Proposal proposal, Optional<VersionPath> path, List<Finding> findings) {
    /** @throws IllegalArgumentException when there are both a path and a blocker, or neither */
    public Eligibility {
        findings = List.copyOf(findings);
        if (path.isPresent() == findings.stream().anyMatch(Finding::isBlocker)) {
            throw new IllegalArgumentException("either a path or a blocker is expected for " + proposal);
        }
    }

    public boolean isEligible() {
        return path.isPresent();
    }

    public List<Finding> blockers() {
        return of(Severity.BLOCKER);
    }

    public List<Finding> warnings() {
        return of(Severity.WARNING);
    }

    /** Whether there is a finding with that code. */
    public boolean has(String code) {
        return findings.stream().anyMatch(finding -> finding.code().equals(code));
    }

    private List<Finding> of(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    /** A few lines for people: the verdict, the path, each finding with its reason, {@code fix:} and {@code see:}. */
    public String explain() {
        StringBuilder text = new StringBuilder(proposal.engine().displayName())
                .append(" ")
                .append(proposal)
                .append(", ")
                .append(proposal.method().displayName())
                .append(isEligible() ? ": eligible" : ": not eligible");
        path.ifPresent(stops -> text.append("\npath: ").append(stops));
        for (Finding finding : findings) {
            boolean saysTheTitle = finding.seen().equals(proposal.toString());
            text.append("\n").append(finding.explain(saysTheTitle ? "" : finding.seen()));
        }
        return text.toString();
    }

    @JsonValue
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("engine", proposal.engine().id());
        json.put("method", proposal.method().name());
        json.put("from", proposal.from().toString());
        json.put("to", proposal.to().toString());
        json.put("eligible", isEligible());
        json.put(
                "path",
                path.map(VersionPath::versions).orElse(List.of()).stream()
                        .map(Version::toString)
                        .toList());
        json.put("findings", findings);
        return json;
    }
}
