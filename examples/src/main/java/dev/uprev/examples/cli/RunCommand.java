package dev.uprev.examples.cli;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.journal.Journal;
import dev.uprev.model.Cancellation;
import dev.uprev.run.UpgradeReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands that go on with a run that has begun before. */
@NullUnmarked
abstract class RunCommand implements Callable<Integer> {
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Goes on with a run that was killed, or that failed and whose cause is mended.")
    static final class Resume extends RunCommand {
        Resume() {
            super(Uprev::resume);
        }
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Goes back to the source after an upgrade by replication, with all that was written since.")
    static final class Rollback extends RunCommand {
        Rollback() {
            super(Uprev::rollback);
        }
    }

    @Command(
            name = "finish",
            mixinStandardHelpOptions = true,
            description = "Gives up the way back after an upgrade by replication, and removes what kept it.")
    static final class Finish extends RunCommand {
        Finish() {
            super(Uprev::finish);
        }
    }

    /** What is done with the run. */
    private interface Verb {
        UpgradeReport of(Uprev uprev, String id, Cancellation cancellation);
    }

    private final Verb verb;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "the id that the plan showed")
    private String id;

    @Option(names = "--journal", description = "the journal directory of the run (default: .uprev)")
    private Path journal = Path.of(".uprev");

    @Mixin
    private Execution execution;

    private RunCommand(Verb verb) {
        this.verb = verb;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path request = Journal.directory(journal).workDirectory(id).resolve(PartCommand.REQUEST);
        UprevBuilder builder =
                Files.exists(request) ? new Requests(RequestFile.read(request)).uprev() : Uprev.builder();
        Uprev uprev =
                execution.on(builder, out).journal(Journal.directory(journal)).build();
        try (Interruption interruption = new Interruption()) {
            return execution.show(verb.of(uprev, id, interruption.cancellation()), out);
        }
    }
}
