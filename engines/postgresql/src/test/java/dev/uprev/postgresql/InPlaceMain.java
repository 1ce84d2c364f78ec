package dev.uprev.postgresql;

import dev.uprev.UprevBuilder;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.Step;
import dev.uprev.run.Approval;
import dev.uprev.testkit.process.UpgradeProgram;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** An upgrade in place in a process of its own, which a test can kill anywhere. */
final class InPlaceMain {
    private InPlaceMain() {}

    /**
     * Arguments: journal directory, folder of the servers, folders of programs joined by colons, then either port,
     * version and mode, or the id of a run to resume. One more, after the mode: whoever is asked for approval never
     * answers, so that however late the process is killed, it has not passed the point of no return.
     */
    public static void main(String[] arguments) {
        List<Path> programs =
                Arrays.stream(arguments[2].split(":")).map(Path::of).toList();
        UnaryOperator<UprevBuilder> more =
                builder -> builder.servers(InPlaceScene.controller(Path.of(arguments[1]), programs))
                        .approval(arguments.length > 6 ? InPlaceMain::waitForever : Approval.ALWAYS);
        if (arguments.length == 4) {
            UpgradeProgram.resume(arguments[0], arguments[3], more);
            return;
        }
        Instance source = Instance.of(DatabaseEngine.POSTGRESQL, "127.0.0.1:" + arguments[3])
                .withUser("postgres");
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.IN_PLACE,
                        source,
                        new UpgradeTarget.InPlace(InPlaceScene.NAME, Version.parse(arguments[4])))
                .option(FileMode.OPTION, arguments[5])
                .build();
        UpgradeProgram.execute(arguments[0], request, more);
    }

    private static boolean waitForever(String plan, Step step) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
