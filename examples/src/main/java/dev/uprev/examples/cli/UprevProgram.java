package dev.uprev.examples.cli;

import dev.uprev.error.UpgradeException;
import dev.uprev.examples.bench.BenchCommand;
import dev.uprev.examples.demo.DemoCommand;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: one command for each verb. Ends with 0 for yes or done, 1 for no or failed, 2 for wrong usage. */
@Command(
        name = "uprev",
        description = "Carries database servers from one version to a newer one, and proves that nothing was lost.",
        mixinStandardHelpOptions = true,
        version = "uprev 0.1.0-SNAPSHOT",
        subcommands = {
            AssessCommand.class,
            RecommendCommand.class,
            PlanCommand.class,
            PartCommand.Run.class,
            RunCommand.Resume.class,
            RunCommand.Rollback.class,
            RunCommand.Finish.class,
            PartCommand.Verify.class,
            PartCommand.Dump.class,
            PartCommand.Restore.class,
            CheckCommand.class,
            DemoCommand.class,
            BenchCommand.class
        })
public final class UprevProgram implements Callable<Integer> {
    static final int YES = 0;
    static final int NO = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line and gives its exit code. */
    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new UprevProgram())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(DatabaseEngine.class, new Versions.OfEngine())
                .registerConverter(UpgradeMethod.class, new Versions.OfMethod())
                .registerConverter(Version.class, new Versions.OfVersion())
                .setExecutionExceptionHandler(UprevProgram::explain);
    }

    /** An error of ours is a message, not a stack trace. */
    private static int explain(Exception error, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (error instanceof UpgradeException known) {
            command.getErr().println(command.getColorScheme().errorText("uprev: " + known.getMessage()));
            return NO;
        }
        if (error instanceof IllegalArgumentException wrong) {
            command.getErr().println(command.getColorScheme().errorText("uprev: " + wrong.getMessage()));
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        throw error;
    }
}
