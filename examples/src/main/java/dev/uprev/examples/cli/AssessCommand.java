package dev.uprev.examples.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import dev.uprev.compat.Eligibility;
import dev.uprev.json.Json;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "assess",
        mixinStandardHelpOptions = true,
        description =
                "Says offline whether an upgrade may be done by a method, and by which way. Ends with 0 for yes, 1 for no.")
@NullUnmarked
final class AssessCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ENGINE")
    private DatabaseEngine engine;

    @Parameters(index = "1", paramLabel = "FROM")
    private Version from;

    @Parameters(index = "2", paramLabel = "TO")
    private Version to;

    @Option(
            names = "--method",
            required = true,
            paramLabel = "METHOD",
            description = "dump-and-restore, replication or in-place")
    private UpgradeMethod method;

    @Option(names = "--rules", defaultValue = "STANDARD", description = "standard (default) or vendor")
    private RuleSet rules;

    @Option(names = "--json", description = "JSON with eligible, path and findings")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Eligibility eligibility = rules.rules().assess(engine, from, to, method);
        String text = json
                ? Json.mapper().writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(eligibility)
                : eligibility.explain();
        spec.commandLine().getOut().println(text);
        return eligibility.isEligible() ? UprevProgram.YES : UprevProgram.NO;
    }
}
