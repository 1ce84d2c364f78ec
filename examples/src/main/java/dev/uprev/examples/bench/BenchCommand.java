package dev.uprev.examples.bench;

import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.testkit.servers.PostgresTools;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    @Parameters(index = "0", paramLabel = "ENGINE", description = "postgresql, redis or elasticsearch")
    private String engine;

    @Option(
            names = "--from",
            paramLabel = "RELEASE",
            description = "the source's release (default: 13 of PostgreSQL, 6.2 of Redis, 6.8 of Elasticsearch)")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "RELEASE",
            description =
                    "the target's release (default: 18 of PostgreSQL, of Redis 8.0, or 7.0 where that is not to be had, of"
                            + " Elasticsearch 7.17, and then from that to 8.19)")
    private String to;

    @Option(
            names = "--method",
            description =
                    "dump-and-restore (default), whose time is measured; for PostgreSQL replication or in-place too,"
                            + " whose pause is")
    private UpgradeMethod method = UpgradeMethod.DUMP_AND_RESTORE;

    @Option(
            names = "--megabytes",
            split = ",",
            paramLabel = "SIZE",
            description = "PostgreSQL: the size of the database (default: 1000; for replication 100, 1000 and 4000)")
    private List<Integer> megabytes;

    @Option(
            names = "--keys",
            paramLabel = "NUMBER",
            description = "Redis: the number of keys (default: ${DEFAULT-VALUE})")
    private int keys = 1_000_000;

    @Option(
            names = "--documents",
            paramLabel = "NUMBER",
            description = "Elasticsearch: the number of small documents; of large ones there is a tenth"
                    + " (default: ${DEFAULT-VALUE})")
    private int documents = 200_000;

    @Option(
            names = "--elasticdump",
            paramLabel = "FILE",
            description = "Elasticsearch: the program elasticdump of this peer (default: it is left out)")
    private Path elasticdump;

    @Option(names = "--runs", description = "the number of rounds (default: ${DEFAULT-VALUE})")
    private int runs = 3;

    @Option(names = "--jobs", description = "PostgreSQL: tables worked on at a time (default: ${DEFAULT-VALUE})")
    private int jobs = 2;

    @Option(
            names = "--writes",
            paramLabel = "NUMBER",
            description = "for the pause of a method: rows that the load tries to write in a second, a transaction each"
                    + " (default: ${DEFAULT-VALUE})")
    private int writes = 500;

    @Option(
            names = "--riot",
            paramLabel = "FILE",
            description =
                    "Redis: the program riot of this peer (default: the one on PATH; left out where there is none)")
    private Path riot;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "some of the contenders: uprev, uprev-verified, pg_dump and pgcopydb, for replication"
                    + " uprev, uprev-quick, uprev-content and pgcopydb, for in-place uprev, uprev-verified, pg_upgrade,"
                    + " uprev-link and pg_upgrade-link, of Redis uprev, uprev-verified, REPLICAOF and riot,"
                    + " of Elasticsearch uprev, uprev-verified, reindex, reindex-both, reindex-alone,"
                    + " elasticdump and elasticdump-2k"
                    + " (default: all)")
    private List<String> only;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        return switch (engine) {
            case "postgresql" -> postgresql(out);
            case "redis" -> redis(out);
            case "elasticsearch" -> elasticsearch(out);
            default ->
                throw new ParameterException(spec.commandLine(), "there is no benchmark of \"" + engine + "\" yet");
        };
    }

    private int postgresql(PrintWriter out) throws Exception {
        switch (method) {
            case DUMP_AND_RESTORE -> {
                for (int size : sizes(List.of(1000))) {
                    new PostgresqlBenchmark(settings(size), out).run();
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

    private int redis(PrintWriter out) throws Exception {
        if (method != UpgradeMethod.DUMP_AND_RESTORE) {
            throw new ParameterException(spec.commandLine(), "there is no benchmark of Redis by that method");
        }
        Optional<Path> program = Optional.ofNullable(riot).or(RedisSettings::riotOnPath);
        List<RedisContender> contenders = new ArrayList<>(chosen(RedisContender.values()));
        if (program.isEmpty() && contenders.remove(RedisContender.RIOT)) {
            out.println("riot is not on this machine: it is left out");
        }
        RedisSettings settings = new RedisSettings(
                Objects.requireNonNullElse(from, "6.2"),
                Objects.requireNonNullElseGet(to, RedisSettings::usualTarget),
                keys,
                runs,
                contenders,
                program);
        new RedisBenchmark(settings, out).run();
        return 0;
    }

    private int elasticsearch(PrintWriter out) throws Exception {
        if (method != UpgradeMethod.DUMP_AND_RESTORE) {
            throw new ParameterException(spec.commandLine(), "there is no benchmark of Elasticsearch by that method");
        }
        List<ElasticsearchContender> contenders = new ArrayList<>(chosen(ElasticsearchContender.values()));
        if (elasticdump == null && contenders.removeIf(ElasticsearchContender::isElasticdump)) {
            out.println("elasticdump is not named: it is left out");
        }
        List<String> releases = from == null && to == null
                ? List.of("6.8", "7.17", "8.19")
                : List.of(Objects.requireNonNullElse(from, "6.8"), Objects.requireNonNullElse(to, "7.17"));
        ElasticsearchSettings settings = new ElasticsearchSettings(
                releases, documents, documents / 10, runs, contenders, Optional.ofNullable(elasticdump));
        new ElasticsearchBenchmark(settings, out).run();
        return 0;
    }

    private List<Integer> sizes(List<Integer> usual) {
        return megabytes == null ? usual : megabytes;
    }

    private PostgresqlSettings settings(int size) {
        String target = Objects.requireNonNullElse(to, "18");
        return new PostgresqlSettings(
                Objects.requireNonNullElse(from, "13"),
                target,
                size,
                runs,
                jobs,
                writes,
                chosen(PostgresqlContender.values()),
                PostgresTools.bin(Version.parse(target).major(), "pg_dump", "pg_restore", "vacuumdb"));
    }

    private <T> List<T> chosen(T[] all) {
        return Stream.of(all)
                .filter(each -> only == null || only.contains(each.toString()))
                .toList();
    }
}
