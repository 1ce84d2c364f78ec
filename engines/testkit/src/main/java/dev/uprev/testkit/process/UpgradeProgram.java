package dev.uprev.testkit.process;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.journal.Journal;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.FailurePolicy;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What the main methods of {@link UpgradeProcess} do. Lines on the output: {@code plan ID}, {@code started STEP},
 * {@code progress STEP AMOUNT}, {@code finished STEP ERROR}, and {@code outcome OUTCOME ERROR} at the end.
 */
public final class UpgradeProgram {
    private UpgradeProgram() {}

    /** Carries out an upgrade; a failure leaves everything as it is. */
    public static void execute(String journal, UpgradeRequest request) {
        execute(journal, request, UnaryOperator.identity());
    }

    /** Carries out an upgrade with what the builder is given besides. */
    public static void execute(String journal, UpgradeRequest request, UnaryOperator<UprevBuilder> more) {
        Uprev uprev = uprev(journal, more);
        UpgradePlan plan = uprev.plan(request);
        System.out.println("plan " + plan.id());
        end(uprev.execute(plan));
    }

    /** Goes on with a run. */
    public static void resume(String journal, String id) {
        resume(journal, id, UnaryOperator.identity());
    }

    /** Goes on with a run with what the builder is given besides. */
    public static void resume(String journal, String id, UnaryOperator<UprevBuilder> more) {
        end(uprev(journal, more).resume(id));
    }

    private static Uprev uprev(String journal, UnaryOperator<UprevBuilder> more) {
        return more.apply(Uprev.builder()
                        .journal(Journal.directory(Path.of(journal)))
                        .onFailure(FailurePolicy.HALT)
                        .listener(UpgradeProgram::tell))
                .build();
    }

    private static void end(UpgradeReport report) {
        System.out.println("outcome " + report.outcome() + " " + report.error().orElse(""));
    }

    private static void tell(UpgradeEvent event) {
        if (event instanceof StepStarted step) {
            System.out.println("started " + step.step());
        } else if (event instanceof StepFinished step) {
            System.out.println("finished " + step.step() + " " + step.error().orElse(""));
        } else if (event instanceof StepProgressed progress) {
            System.out.println("progress " + progress.step() + " " + progress.done());
        }
    }
}
