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
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Compares source and target, and changes nothing.")
@NullUnmarked
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "the request, in YAML")
    private Path file;

    @Mixin
    private Execution execution;

    @Override
    public Integer call() throws IOException {
        return Part.execute(
                file, UpgradeScope.VERIFY, execution, spec.commandLine().getOut());
    }
}
