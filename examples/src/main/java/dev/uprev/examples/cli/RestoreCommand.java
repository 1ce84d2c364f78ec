package dev.uprev.examples.cli;

import dev.uprev.model.UpgradeScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Restores the archive into the target; the source need not be there.")
@NullUnmarked
final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "the request, in YAML")
    private Path file;

    @Mixin
    private Execution execution;

    @Override
    public Integer call() throws IOException {
        return Part.execute(
                file, UpgradeScope.RESTORE, execution, spec.commandLine().getOut());
    }
}
