package dev.uprev.examples.cli;

import dev.uprev.model.UpgradeScope;
import dev.uprev.plan.UpgradePlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Looks at the servers, changes nothing, and shows what an upgrade would do.")
@NullUnmarked
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "the request, in YAML")
    private Path file;

    @Option(names = "--json", description = "the plan as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Requests requests = new Requests(RequestFile.read(file));
        UpgradePlan plan = requests.uprev().build().plan(requests.request(UpgradeScope.WHOLE));
        spec.commandLine().getOut().println(json ? plan.toJson() : plan.explain());
        return plan.isExecutable() ? UprevProgram.YES : UprevProgram.NO;
    }
}
