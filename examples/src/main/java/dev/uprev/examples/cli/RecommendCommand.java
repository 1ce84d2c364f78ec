package dev.uprev.examples.cli;

import dev.uprev.compat.Needs;
import dev.uprev.compat.Recommendation;
import dev.uprev.json.Json;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        description = "Ranks the methods for an upgrade, with reasons. Ends with 0 when one is eligible, else 1.")
@NullUnmarked
final class RecommendCommand implements Callable<Integer> {
    private static final long GIGABYTE = 1_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ENGINE")
    private DatabaseEngine engine;

    @Parameters(index = "1", paramLabel = "FROM")
    private Version from;

    @Parameters(index = "2", paramLabel = "TO")
    private Version to;

    @Option(names = "--downtime", paramLabel = "DURATION", description = "allowed, as in PT5M (default: an hour)")
    private Duration downtime = Duration.ofHours(1);

    @Option(names = "--gigabytes", paramLabel = "SIZE", description = "the size of the data")
    private Double gigabytes;

    @Option(names = "--cannot-repoint", description = "the services cannot be told to use another server")
    private boolean cannotRepoint;

    @Option(names = "--rules", defaultValue = "STANDARD", description = "standard (default) or vendor")
    private RuleSet rules;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        Needs needs = Needs.defaults().withAllowedDowntime(downtime).withRepointing(!cannotRepoint);
        if (gigabytes != null) {
            needs = needs.withDataBytes((long) (gigabytes * GIGABYTE));
        }
        Recommendation recommendation = rules.rules().recommend(engine, from, to, needs);
        spec.commandLine().getOut().println(json ? Json.write(recommendation) : recommendation.explain());
        return recommendation.best().isPresent() ? UprevProgram.YES : UprevProgram.NO;
    }
}
