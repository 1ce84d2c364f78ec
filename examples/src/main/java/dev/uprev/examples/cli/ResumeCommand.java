package dev.uprev.examples.cli;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.journal.Journal;
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

@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Goes on with a run that was killed, or that failed and whose cause is mended.")
@NullUnmarked
final class ResumeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "the id that the plan showed")
    private String id;

    @Option(names = "--journal", description = "the journal directory of the run (default: .uprev)")
    private Path journal = Path.of(".uprev");

    @Mixin
    private Execution execution;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path request = Journal.directory(journal).workDirectory(id).resolve(PartCommand.REQUEST);
        UprevBuilder builder =
                Files.exists(request) ? new Requests(RequestFile.read(request)).uprev() : Uprev.builder();
        Uprev uprev =
                execution.on(builder, out).journal(Journal.directory(journal)).build();
        try (Interruption interruption = new Interruption()) {
            return execution.show(uprev.resume(id, interruption.cancellation()), out);
        }
    }
}
