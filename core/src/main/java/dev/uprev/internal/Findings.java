package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import dev.uprev.error.UpgradeException;
import java.util.List;
import java.util.stream.Collectors;

/** Turns findings into the error that a refused plan ends with. */
final class Findings {
    private Findings() {}

    static void refuseBlockers(String code, String failed, List<Finding> findings) {
        List<Finding> blockers = findings.stream()
                .filter(finding -> finding.severity() == Severity.BLOCKER)
                .toList();
        if (!blockers.isEmpty()) {
            throw UpgradeException.failed(code, failed)
                    .seen(blockers.stream().map(Finding::code).collect(Collectors.joining(", ")))
                    .why(blockers.stream()
                            .map(finding -> finding.seen() + ": " + finding.why())
                            .collect(Collectors.joining("; ")))
                    .fix(blockers.stream().map(Finding::remedy).distinct().collect(Collectors.joining("; ")));
        }
    }
}
