package dev.uprev.examples.cli;

import dev.uprev.UprevBuilder;
import dev.uprev.event.UpgradeListener;
import dev.uprev.plan.Step;
import dev.uprev.run.Approval;
import dev.uprev.run.FailurePolicy;
import dev.uprev.run.UpgradeReport;
import java.io.PrintWriter;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Option;

/** What all commands that do something have in common: how progress is shown, who approves, what a failure does. */
@NullUnmarked
final class Execution {
    @Option(names = "--json", description = "events and report as lines of JSON")
    private boolean json;

    @Option(names = "--yes", description = "approve the steps that cannot be undone, without asking")
    private boolean yes;

    @Option(
            names = "--keep",
            description = "when a step fails keep everything as it is, to resume; otherwise the run is undone")
    private boolean keep;

    boolean json() {
        return json;
    }

    UprevBuilder on(UprevBuilder builder, PrintWriter out) {
        return builder.listener(listener(out))
                .onFailure(keep ? FailurePolicy.HALT : FailurePolicy.UNDO)
                .approval(yes ? Approval.ALWAYS : Execution::ask);
    }

    private UpgradeListener listener(PrintWriter out) {
        return json ? new JsonEvents(out) : LiveProgress.to(out);
    }

    private static boolean ask(String planId, Step step) {
        return Terminal.console()
                .map(console ->
                        console.readLine("%s: step \"%s\" cannot be undone. Go on? [yes/no] ", planId, step.title()))
                .filter("yes"::equals)
                .isPresent();
    }

    int show(UpgradeReport report, PrintWriter out) {
        out.println(json ? report.toJson() : report.summary());
        out.flush();
        return report.isCompleted() ? UprevProgram.YES : UprevProgram.NO;
    }
}
