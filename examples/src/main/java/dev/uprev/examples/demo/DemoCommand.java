package dev.uprev.examples.demo;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code uprev demo}: a whole upgrade to watch, on servers and services of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Upgrades a small shop while you watch: real servers, real services that write, nothing left behind.",
            "Servers are downloaded once, from Maven Central."
        })
@NullUnmarked
public final class DemoCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    /** Of older ones there are no packages with all that pg_upgrade needs. */
    private static final int OLDEST_IN_PLACE = 12;

    private static final int FEWEST_ROWS = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ENGINE", description = "postgresql (default)")
    private String engine = DatabaseEngine.POSTGRESQL.id();

    @Option(names = "--from", description = "the source's release (default: ${DEFAULT-VALUE})")
    private String from = "13";

    @Option(names = "--to", paramLabel = "MAJOR", description = "the target's release (default: the newest possible)")
    private Integer to;

    @Option(names = "--method", description = "dump-and-restore (default), replication or in-place")
    private UpgradeMethod method = UpgradeMethod.DUMP_AND_RESTORE;

    @Option(names = "--rows", description = "rows in the shop (default: ${DEFAULT-VALUE})")
    private int rows = 1_000_000;

    @Override
    public Integer call() throws Exception {
        if (!engine.equals(DatabaseEngine.POSTGRESQL.id())) {
            throw new ParameterException(spec.commandLine(), "there is no demo of \"" + engine + "\" yet");
        }
        if (method == UpgradeMethod.IN_PLACE && Version.parse(from).major() < OLDEST_IN_PLACE) {
            throw new ParameterException(
                    spec.commandLine(), "--from must be " + OLDEST_IN_PLACE + " or later with --method in-place");
        }
        if (rows < FEWEST_ROWS) {
            throw new ParameterException(spec.commandLine(), "--rows must be " + FEWEST_ROWS + " or more");
        }
        try (Leftovers leftovers = new Leftovers()) {
            try {
                Destination destination = Destination.choose(Optional.ofNullable(to));
                return new Demo(spec.commandLine().getOut(), leftovers, from, destination, method).tell(rows) ? 0 : 1;
            } catch (Exception e) {
                if (leftovers.isInterrupted()) {
                    return INTERRUPTED; // what fails then, fails because everything is being ended
                }
                throw e;
            }
        }
    }
}
