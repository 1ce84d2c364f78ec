package dev.uprev.examples.programs;

import dev.uprev.Uprev;
import dev.uprev.journal.Journal;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.SecretRef;
import java.nio.file.Path;

/** Carries a PostgreSQL server over to a newer one: arguments are the addresses of both. */
final class PlanAndExecute {
    public static void main(String[] arguments) {
        Instance source = Instance.of(DatabaseEngine.POSTGRESQL, arguments[0])
                .withUser("postgres")
                .withPassword(SecretRef.parse("env:OLD_PASSWORD"));
        Instance target = Instance.of(DatabaseEngine.POSTGRESQL, arguments[1])
                .withUser("postgres")
                .withPassword(SecretRef.parse("env:NEW_PASSWORD"));
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.DUMP_AND_RESTORE, source, new UpgradeTarget.Existing(target))
                .build();

        Uprev uprev =
                Uprev.builder().journal(Journal.directory(Path.of("uprev"))).build();
        UpgradePlan plan = uprev.plan(request); // looks, and changes nothing
        System.out.println(plan.explain());
        if (plan.isExecutable()) {
            UpgradeReport report = uprev.execute(plan);
            System.out.println(report.summary());
        }
    }
}
