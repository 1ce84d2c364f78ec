package dev.uprev.postgresql;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.journal.Journal;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.FailurePolicy;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;

/** An upgrade in a process of its own, which tells on its output what it does, so that a test can kill it anywhere. */
final class UpgradeMain {
    private UpgradeMain() {}

    /**
     * Arguments: journal directory, then either source port, target port, overlap, tools folder and, unless they are
     * the usual ones, scope and method; or the id of a run to resume.
     */
    public static void main(String[] arguments) {
        Uprev uprev = Uprev.builder()
                .journal(Journal.directory(Path.of(arguments[0])))
                .onFailure(FailurePolicy.HALT)
                .listener(UpgradeMain::tell)
                .build();
        UpgradeReport report;
        if (arguments.length == 2) {
            report = uprev.resume(arguments[1]);
        } else {
            UpgradePlan plan = uprev.plan(request(
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Boolean.parseBoolean(arguments[3]),
                    arguments[4],
                    arguments.length > 5 ? UpgradeScope.valueOf(arguments[5]) : UpgradeScope.WHOLE,
                    arguments.length > 6 ? UpgradeMethod.valueOf(arguments[6]) : UpgradeMethod.DUMP_AND_RESTORE));
            System.out.println("plan " + plan.id());
            report = uprev.execute(plan);
        }
        System.out.println("outcome " + report.outcome() + " " + report.error().orElse(""));
    }

    private static UpgradeRequest request(
            int sourcePort, int targetPort, boolean overlap, String tools, UpgradeScope scope, UpgradeMethod method) {
        return UpgradeRequest.builder(method, server(sourcePort), new UpgradeTarget.Existing(server(targetPort)))
                .transfer(TransferSettings.DEFAULT.withOverlap(overlap).withSync(false))
                .option(ReplicationOptions.FULL_IDENTITY, "true")
                .scope(scope)
                .option("tools", tools)
                .build();
    }

    private static Instance server(int port) {
        return Instance.of(DatabaseEngine.POSTGRESQL, "127.0.0.1:" + port).withUser("postgres");
    }

    static void tell(UpgradeEvent event) {
        if (event instanceof StepStarted step) {
            System.out.println("started " + step.step());
        } else if (event instanceof StepFinished step) {
            System.out.println("finished " + step.step() + " " + step.error().orElse(""));
        } else if (event instanceof StepProgressed progress) {
            System.out.println("progress " + progress.step() + " " + progress.done());
        }
    }
}
