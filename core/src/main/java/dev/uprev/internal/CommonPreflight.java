package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.PlanContext;
import java.util.ArrayList;
import java.util.List;

/** What can stand in the way whatever the engine. */
final class CommonPreflight {
    private CommonPreflight() {}

    static List<Finding> findings(PlanContext context) {
        List<Finding> findings = new ArrayList<>();
        ServiceSettings services = context.request().services();
        boolean whole = context.request().scope() == UpgradeScope.WHOLE;
        if (whole && !services.services().isEmpty() && !services.quiesce()) {
            findings.add(Finding.warning(
                    "services-keep-running",
                    services.services().toString(),
                    "what the services write to the source after the dump has begun will not be on the target",
                    "let the upgrade scale them to zero, or see to it that they do not write"));
        }
        if (whole && services.services().isEmpty() && context.request().method() == UpgradeMethod.DUMP_AND_RESTORE) {
            findings.add(Finding.info(
                    "no-services",
                    "none",
                    "no service is stopped and repointed by the upgrade",
                    "see to it that nothing writes to the source meanwhile, and repoint the applications yourself"));
        }
        if (whole && context.request().verification() == VerificationLevel.NONE) {
            findings.add(Finding.warning(
                    "not-verified",
                    "verification NONE",
                    "nobody will notice if the target differs from the source",
                    "leave verification at its default"));
        }
        return findings;
    }
}
