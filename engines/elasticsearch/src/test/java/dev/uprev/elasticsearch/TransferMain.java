package dev.uprev.elasticsearch;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.testkit.process.UpgradeProgram;

/** A dump and restore in a process of its own, which a test can kill anywhere. */
final class TransferMain {
    private TransferMain() {}

    /** Arguments: journal directory, then either source port, target port and overlap, or the id of a run to resume. */
    public static void main(String[] arguments) {
        if (arguments.length == 2) {
            UpgradeProgram.resume(arguments[0], arguments[1]);
            return;
        }
        UpgradeProgram.execute(
                arguments[0],
                UpgradeRequest.builder(
                                UpgradeMethod.DUMP_AND_RESTORE,
                                server(arguments[1]),
                                new UpgradeTarget.Existing(server(arguments[2])))
                        .transfer(TransferSettings.DEFAULT
                                .withOverlap(Boolean.parseBoolean(arguments[3]))
                                .withSync(false))
                        .build());
    }

    private static Instance server(String port) {
        return Instance.of(DatabaseEngine.ELASTICSEARCH, "127.0.0.1:" + port);
    }
}
