package dev.uprev.examples.cli;

import dev.uprev.Uprev;
import dev.uprev.model.UpgradeScope;
import dev.uprev.plan.UpgradePlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Plans a request file, or a part of it, shows the plan, and carries it out. */
final class Part {
    /** The request as it was given, kept beside the journal, so that a run can be resumed by its id alone. */
    static final String REQUEST = "request.yaml";

    private Part() {}

    static int execute(Path file, UpgradeScope scope, Execution execution, PrintWriter out) throws IOException {
        Requests requests = new Requests(RequestFile.read(file));
        Uprev uprev = execution.on(requests.uprev(), out).build();
        UpgradePlan plan = uprev.plan(requests.request(scope));
        out.println(execution.json() ? plan.toJson() : plan.explain());
        out.flush();
        if (plan.isExecutable()) {
            Path folder = requests.journal().resolve(plan.id());
            Files.createDirectories(folder);
            Files.copy(file, folder.resolve(REQUEST), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Interruption interruption = new Interruption()) {
            return execution.show(uprev.execute(plan, interruption.cancellation()), out);
        }
    }
}
