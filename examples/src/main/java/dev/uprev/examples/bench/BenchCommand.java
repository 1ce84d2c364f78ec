package dev.uprev.examples.bench;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import dev.uprev.testkit.servers.PostgresTools;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code uprev bench ENGINE}: measures Uprev and its peers in the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures Uprev and the programs that people use today, in turn on the same servers.")
@NullUnmarked
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ENGINE", description = "postgresql")
    private String engine;

    @Option(names = "--from", description = "the source's release (default: ${DEFAULT-VALUE})")
    private String from = "13";

    @Option(names = "--to", description = "the target's release (default: ${DEFAULT-VALUE})")
    private String to = "18";

    @Option(names = "--megabytes", description = "the size of the database (default: ${DEFAULT-VALUE})")
    private int megabytes = 1000;

    @Option(names = "--runs", description = "the number of rounds (default: ${DEFAULT-VALUE})")
    private int runs = 3;

    @Option(names = "--jobs", description = "tables worked on at a time (default: ${DEFAULT-VALUE})")
    private int jobs = 2;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "some of uprev, uprev-verified, pg_dump and pgcopydb (default: all)")
    private List<String> only;

    @Override
    public Integer call() throws Exception {
        if (!engine.equals(DatabaseEngine.POSTGRESQL.id())) {
            throw new ParameterException(spec.commandLine(), "there is no benchmark of \"" + engine + "\" yet");
        }
        BenchSettings settings = new BenchSettings(
                from,
                to,
                megabytes,
                runs,
                jobs,
                contenders(),
                PostgresTools.bin(Version.parse(to).major(), "pg_dump", "pg_restore", "vacuumdb"));
        new Benchmark(settings, spec.commandLine().getOut()).run();
        return 0;
    }

    private List<Contender> contenders() {
        List<Contender> all = List.of(Contender.values());
        return only == null
                ? all
                : all.stream().filter(each -> only.contains(each.toString())).toList();
    }
}
