package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.PlanContext;
import java.util.ArrayList;
import java.util.List;

/** Whether what is asked for is what an upgrade in place can do. */
final class InPlaceRequestChecks {
    private InPlaceRequestChecks() {}

    static List<Finding> look(PlanContext plan) {
        List<Finding> findings = new ArrayList<>();
        UpgradeTarget.InPlace target = (UpgradeTarget.InPlace) plan.request().target();
        if (target.servers().size() > 1) {
            findings.add(Finding.blocker(
                    "several-servers",
                    target.servers().toString(),
                    "pg_upgrade works on one server; standbys are made anew from it",
                    "give the address of the primary alone"));
        }
        if (DatabaseSelection.of(plan.request()).isNamed()) {
            findings.add(Finding.blocker(
                    "databases-named",
                    plan.request().option(DatabaseSelection.OPTION).orElse(""),
                    "an upgrade in place is one of all databases of the server",
                    "leave the option \"" + DatabaseSelection.OPTION + "\" out"));
        }
        if (plan.path().hops().size() > 1) {
            findings.add(Finding.blocker(
                    "several-hops",
                    plan.path().toString(),
                    "pg_upgrade goes to the target's major in one run",
                    "use rules that let it, or upgrade to each version by itself"));
        }
        return findings;
    }
}
