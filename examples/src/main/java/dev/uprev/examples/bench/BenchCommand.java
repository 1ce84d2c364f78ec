package dev.uprev.examples.bench;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.testkit.servers.PostgresTools;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

    @Option(
            names = "--method",
            description = "dump-and-restore (default), whose time is measured, replication or in-place, whose pause is")
    private UpgradeMethod method = UpgradeMethod.DUMP_AND_RESTORE;

    @Option(
            names = "--megabytes",
            split = ",",
            paramLabel = "SIZE",
            description = "the size of the database (default: 1000; for replication 100, 1000 and 4000)")
    private List<Integer> megabytes;

    @Option(names = "--runs", description = "the number of rounds (default: ${DEFAULT-VALUE})")
    private int runs = 3;

    @Option(names = "--jobs", description = "tables worked on at a time (default: ${DEFAULT-VALUE})")
    private int jobs = 2;

    @Option(
            names = "--writes",
            paramLabel = "NUMBER",
            description = "for the pause of a method: rows that the load tries to write in a second, a transaction each"
                    + " (default: ${DEFAULT-VALUE})")
    private int writes = 500;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "some of the contenders: uprev, uprev-verified, pg_dump and pgcopydb, for replication"
                    + " uprev, uprev-quick, uprev-content and pgcopydb, for in-place uprev, uprev-verified, pg_upgrade,"
                    + " uprev-link and pg_upgrade-link (default: all)")
    private List<String> only;

    @Override
    public Integer call() throws Exception {
        if (!engine.equals(DatabaseEngine.POSTGRESQL.id())) {
            throw new ParameterException(spec.commandLine(), "there is no benchmark of \"" + engine + "\" yet");
        }
        PrintWriter out = spec.commandLine().getOut();
        switch (method) {
            case DUMP_AND_RESTORE -> {
                for (int size : sizes(List.of(1000))) {
                    new Benchmark(settings(size), out).run();
                }
                return 0;
            }
            case REPLICATION -> {
                List<Integer> sizes = sizes(List.of(100, 1000, 4000));
                List<Follower> followers = chosen(Follower.values());
                return new PauseBenchmark(settings(sizes.get(0)), followers, out).run(sizes) ? 0 : 1;
            }
            case IN_PLACE -> {
                boolean sound = true;
                for (int size : sizes(List.of(1000))) {
                    sound &= new InPlaceBenchmark(settings(size), chosen(Upgrader.values()), out).run();
                }
                return sound ? 0 : 1;
            }
            default -> throw new IllegalStateException(method.toString());
        }
    }

    private List<Integer> sizes(List<Integer> usual) {
        return megabytes == null ? usual : megabytes;
    }

    private BenchSettings settings(int size) {
        return new BenchSettings(
                from,
                to,
                size,
                runs,
                jobs,
                writes,
                chosen(Contender.values()),
                PostgresTools.bin(Version.parse(to).major(), "pg_dump", "pg_restore", "vacuumdb"));
    }

    private <T> List<T> chosen(T[] all) {
        return Stream.of(all)
                .filter(each -> only == null || only.contains(each.toString()))
                .toList();
    }
}
