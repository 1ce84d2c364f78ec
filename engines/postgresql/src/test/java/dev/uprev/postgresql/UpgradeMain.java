package dev.uprev.postgresql;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.testkit.process.UpgradeProgram;

/** An upgrade in a process of its own, which a test can kill anywhere. */
final class UpgradeMain {
    private UpgradeMain() {}

    /**
     * Arguments: journal directory, then either source port, target port, overlap, tools folder and, unless they are
     * the usual ones, scope and method; or the id of a run to resume.
     */
    public static void main(String[] arguments) {
        if (arguments.length == 2) {
            UpgradeProgram.resume(arguments[0], arguments[1]);
            return;
        }
        UpgradeProgram.execute(
                arguments[0],
                request(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Boolean.parseBoolean(arguments[3]),
                        arguments[4],
                        arguments.length > 5 ? UpgradeScope.valueOf(arguments[5]) : UpgradeScope.WHOLE,
                        arguments.length > 6 ? UpgradeMethod.valueOf(arguments[6]) : UpgradeMethod.DUMP_AND_RESTORE));
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
}
