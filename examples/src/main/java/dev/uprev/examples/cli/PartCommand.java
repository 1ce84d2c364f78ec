package dev.uprev.examples.cli;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.RunStarted;
import dev.uprev.journal.Journal;
import dev.uprev.model.UpgradeScope;
import dev.uprev.plan.UpgradePlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plans a request file, or a part of it, shows the plan, and carries it out. */
@NullUnmarked
abstract class PartCommand implements Callable<Integer> {
    /** The request as it was given, kept beside the journal, so that a run can be resumed by its id alone. */
    static final String REQUEST = "request.yaml";

    private final UpgradeScope scope;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "the request, in YAML")
    private Path file;

    @Mixin
    private Execution execution;

    private PartCommand(UpgradeScope scope) {
        this.scope = scope;
    }

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Requests requests = new Requests(RequestFile.read(file));
        Path journal = requests.journal();
        Uprev uprev = execution
                .on(requests.uprev(), out)
                .listener(event -> keepRequest(event, journal))
                .build();
        UpgradePlan plan = uprev.plan(requests.request(scope));
        out.println(execution.json() ? plan.toJson() : plan.explain());
        out.flush();
        try (Interruption interruption = new Interruption()) {
            return execution.show(uprev.execute(plan, interruption.cancellation()), out);
        }
    }

    private void keepRequest(UpgradeEvent event, Path journal) {
        if (event instanceof RunStarted run) {
            Path copy = Journal.directory(journal).workDirectory(run.planId()).resolve(REQUEST);
            try {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException("the request is not kept for resume", e);
            }
        }
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Plans an upgrade and carries it out. Ends with 0 when completed, else 1.")
    static final class Run extends PartCommand {
        Run() {
            super(UpgradeScope.WHOLE);
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Compares source and target, and changes nothing.")
    static final class Verify extends PartCommand {
        Verify() {
            super(UpgradeScope.VERIFY);
        }
    }

    @Command(name = "dump", mixinStandardHelpOptions = true, description = "Dumps the source into the archive.")
    static final class Dump extends PartCommand {
        Dump() {
            super(UpgradeScope.DUMP);
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Restores the archive into the target; the source need not be there.")
    static final class Restore extends PartCommand {
        Restore() {
            super(UpgradeScope.RESTORE);
        }
    }
}
