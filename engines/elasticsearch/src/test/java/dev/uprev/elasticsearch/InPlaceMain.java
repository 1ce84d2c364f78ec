package dev.uprev.elasticsearch;

import dev.uprev.UprevBuilder;
import dev.uprev.compat.CompatibilityRules;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.run.Approval;
import dev.uprev.testkit.process.UpgradeProgram;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** An upgrade in place in a process of its own, which a test can kill anywhere. */
final class InPlaceMain {
    private InPlaceMain() {}

    /**
     * Arguments: journal directory, folder of the nodes, folders of programs joined by colons, then either address,
     * name of the node and version; or the id of a run to resume.
     */
    public static void main(String[] arguments) {
        List<Path> programs =
                Arrays.stream(arguments[2].split(":")).map(Path::of).toList();
        UnaryOperator<UprevBuilder> more = builder -> builder.rules(CompatibilityRules.vendor())
                .servers(Served.controller(Path.of(arguments[1]), programs))
                .approval(Approval.ALWAYS);
        if (arguments.length == 4) {
            UpgradeProgram.resume(arguments[0], arguments[3], more);
            return;
        }
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.IN_PLACE,
                        Instance.of(DatabaseEngine.ELASTICSEARCH, arguments[3]),
                        new UpgradeTarget.InPlace(arguments[4], Version.parse(arguments[5])))
                .build();
        UpgradeProgram.execute(arguments[0], request, more);
    }
}
