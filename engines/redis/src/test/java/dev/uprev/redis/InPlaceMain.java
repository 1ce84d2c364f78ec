package dev.uprev.redis;

import dev.uprev.UprevBuilder;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.run.Approval;
import dev.uprev.secret.SecretRef;
import dev.uprev.testkit.process.UpgradeProgram;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** An upgrade in place in a process of its own, which a test can kill anywhere. */
final class InPlaceMain {
    private InPlaceMain() {}

    /**
     * Arguments: journal directory, folder of the servers, folders of programs joined by colons, then either addresses
     * joined by commas, names of the servers likewise, version and perhaps a file with the password; or the id of a run
     * to resume.
     */
    public static void main(String[] arguments) {
        List<Path> programs =
                Arrays.stream(arguments[2].split(":")).map(Path::of).toList();
        UnaryOperator<UprevBuilder> more =
                builder -> builder.servers(Served.controller(Path.of(arguments[1]), programs))
                        .approval(Approval.ALWAYS);
        if (arguments.length == 4) {
            UpgradeProgram.resume(arguments[0], arguments[3], more);
            return;
        }
        Instance source = Instance.of(DatabaseEngine.REDIS, arguments[3]);
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.IN_PLACE,
                        arguments.length > 6 ? source.withPassword(SecretRef.file(arguments[6])) : source,
                        new UpgradeTarget.InPlace(List.of(arguments[4].split(",")), Version.parse(arguments[5])))
                .build();
        UpgradeProgram.execute(arguments[0], request, more);
    }
}
