package dev.uprev.examples.demo;

import dev.uprev.model.UpgradeMethod;
import java.util.Objects;
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
    private static final int FEWEST_RECORDS = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ENGINE",
            description = "postgresql (default), redis or elasticsearch")
    private String engine = "postgresql";

    @Option(
            names = "--from",
            paramLabel = "RELEASE",
            description =
                    "the source's release (default: 13 of PostgreSQL, 2.8 of Redis, of Elasticsearch 6.8, in place"
                            + " 5.6)")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "RELEASE",
            description =
                    "the target's release (default: the newest possible of PostgreSQL, 7.0 of Redis, of Elasticsearch"
                            + " 7.17, in place 6.8)")
    private String to;

    @Option(names = "--method", description = "dump-and-restore (default), or in-place; for PostgreSQL replication too")
    private UpgradeMethod method = UpgradeMethod.DUMP_AND_RESTORE;

    @Option(
            names = {"--rows", "--keys", "--documents"},
            paramLabel = "NUMBER",
            description = "about how many rows, keys or documents the shop has (default: 1000000, of documents 200000)")
    private Integer records;

    @Override
    public Integer call() throws Exception {
        int size = Objects.requireNonNullElse(records, engine.equals("elasticsearch") ? 200_000 : 1_000_000);
        if (size < FEWEST_RECORDS) {
            throw new ParameterException(spec.commandLine(), "the shop must have " + FEWEST_RECORDS + " or more");
        }
        try (Leftovers leftovers = new Leftovers()) {
            try {
                return new Demo(spec.commandLine().getOut(), leftovers, play()).tell(size) ? 0 : 1;
            } catch (Exception e) {
                if (leftovers.isInterrupted()) {
                    return INTERRUPTED; // what fails then, fails because everything is being ended
                }
                throw e;
            }
        }
    }

    private Play play() {
        return switch (engine) {
            case "postgresql" ->
                new PostgresqlPlay(
                        Objects.requireNonNullElse(from, "13"), Destination.choose(Optional.ofNullable(to)), method);
            case "redis" ->
                new RedisPlay(Objects.requireNonNullElse(from, "2.8"), Objects.requireNonNullElse(to, "7.0"), method);
            case "elasticsearch" -> {
                boolean inPlace = method == UpgradeMethod.IN_PLACE;
                yield new ElasticsearchPlay(
                        Objects.requireNonNullElse(from, inPlace ? "5.6" : "6.8"),
                        Objects.requireNonNullElse(to, inPlace ? "6.8" : "7.17"),
                        method);
            }
            default -> throw new ParameterException(spec.commandLine(), "there is no demo of \"" + engine + "\" yet");
        };
    }
}
