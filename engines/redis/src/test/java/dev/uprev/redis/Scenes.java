package dev.uprev.redis;

import dev.uprev.Uprev;
import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import java.util.List;

/** Plans between two servers, and what they find. */
final class Scenes {
    private Scenes() {}

    static UpgradeRequest request(Instance source, Instance target) {
        return builder(source, target).build();
    }

    static UpgradeRequest.Builder builder(Instance source, Instance target) {
        return UpgradeRequest.builder(UpgradeMethod.DUMP_AND_RESTORE, source, new UpgradeTarget.Existing(target));
    }

    static UpgradePlan plan(Instance source, Instance target) {
        return Uprev.builder().build().plan(request(source, target));
    }

    static List<Finding> findings(Instance source, Instance target) {
        return plan(source, target).findings();
    }

    static List<Finding> findings(UpgradeRequest request) {
        return Uprev.builder().build().plan(request).findings();
    }

    static List<String> blockers(Instance source, Instance target) {
        return codes(findings(source, target), Severity.BLOCKER);
    }

    static List<String> codes(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::code)
                .toList();
    }

    static Finding one(List<Finding> findings, String code) {
        List<Finding> found =
                findings.stream().filter(finding -> finding.code().equals(code)).toList();
        if (found.size() != 1) {
            throw new AssertionError("not one finding " + code + ": " + findings);
        }
        return found.get(0);
    }
}
