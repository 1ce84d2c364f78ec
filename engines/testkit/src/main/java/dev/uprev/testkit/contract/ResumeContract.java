package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import dev.uprev.journal.Journal;
import dev.uprev.model.Cancellation;
import dev.uprev.model.Phase;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What was interrupted goes on and does nothing twice; what failed is taken back. Not verified by the engine: only an
 * independent look tells.
 */
public abstract class ResumeContract extends ServersContract {
    private static final int MOMENTS_WITHIN_STEPS = 12;

    private int runs;

    /** A place for one run. */
    private final class Attempt {
        private final Path place = folder.resolve("run-" + ++runs);
        private final Journal journal = Journal.directory(place.resolve("journal"));

        UpgradePlan plan(Uprev uprev) {
            return executable(uprev.plan(request()
                    .verification(VerificationLevel.NONE)
                    .archive(place.resolve("archive"))
                    .build()));
        }

        Uprev mortal(Mortality mortality) {
            return uprev().journal(mortality.over(journal))
                    .clock(mortality.clock())
                    .build();
        }

        UpgradeReport resume(String planId) {
            return uprev().journal(journal).build().resume(planId);
        }
    }

    private Mortality wholeRun() {
        Mortality counts = Mortality.none();
        Attempt attempt = new Attempt();
        Uprev uprev = attempt.mortal(counts);
        assertCompleted(uprev.execute(attempt.plan(uprev)));
        assertMoved();
        return counts;
    }

    /** Work that was done but is not in the journal comes once more, and must be there once. */
    @TestFactory
    Stream<DynamicTest> goesOnAfterADeathAtEveryEntryOfTheJournal() {
        int entries = wholeRun().writes();
        return IntStream.range(1, entries)
                .mapToObj(number -> DynamicTest.dynamicTest(
                        "before entry " + number, () -> diesAndGoesOn(Mortality.beforeEntry(number), true)));
    }

    @TestFactory
    Stream<DynamicTest> goesOnAfterADeathInTheMiddleOfSteps() {
        int looks = wholeRun().looks();
        return IntStream.range(0, Math.min(looks, MOMENTS_WITHIN_STEPS))
                .map(part -> (int) ((long) looks * part / Math.min(looks, MOMENTS_WITHIN_STEPS)))
                .mapToObj(number -> DynamicTest.dynamicTest(
                        "at look " + number + " of " + looks, () -> diesAndGoesOn(Mortality.atLook(number), false)));
    }

    private void diesAndGoesOn(Mortality mortality, boolean certain) {
        emptyTarget();
        Attempt attempt = new Attempt();
        Uprev uprev = attempt.mortal(mortality);
        UpgradePlan plan = attempt.plan(uprev);
        try {
            uprev.execute(plan);
        } catch (RuntimeException e) {
            assertThat(mortality.isDead()).as(e.toString()).isTrue();
        }
        assertThat(mortality.isDead() || !certain).as("the run died").isTrue();

        assertCompleted(attempt.resume(plan.id()));

        assertMoved();
    }

    @Test
    void aCompletedRunIsNotDoneAgain() {
        Attempt attempt = new Attempt();
        UpgradePlan plan = attempt.plan(attempt.mortal(Mortality.none()));
        assertCompleted(attempt.mortal(Mortality.none()).execute(plan));

        assertCompleted(attempt.resume(plan.id()));

        assertMoved();
    }

    @Test
    void goesOnWhenTheSourceWasDown() {
        goesOnAfterDowntime(source, step -> step.phase() == Phase.TRANSFER);
    }

    @Test
    void goesOnWhenTheTargetWasDown() {
        goesOnAfterDowntime(target, step -> step.phase() == Phase.TRANSFER && step.effect() == Effect.WRITES_TARGET);
    }

    private void goesOnAfterDowntime(ServerUnderTest server, Predicate<Step> when) {
        Uprev planner = halting().build();
        UpgradePlan plan = executable(
                planner.plan(request().verification(VerificationLevel.NONE).build()));
        String fatal =
                plan.steps().stream().filter(when).findFirst().orElseThrow().id();
        Uprev uprev = halting().listener(at(fatal, server::kill)).build();

        UpgradeReport failed = uprev.execute(plan);
        server.restart();

        assertThat(failed.outcome()).as(failed.summary()).isEqualTo(Outcome.FAILED);
        assertThat(failed.error()).hasValueSatisfying(error -> assertThat(error).contains("fix:"));
        assertCompleted(halting().build().resume(plan.id()));
        assertMoved();
    }

    private static UpgradeListener at(String step, Runnable action) {
        return event -> {
            if (event instanceof StepStarted started && started.step().equals(step)) {
                action.run();
            }
        };
    }

    /** When the step tells its progress for the first time. */
    private static UpgradeListener duringStep(String step, Runnable action) {
        return event -> {
            if (event instanceof StepProgressed progress && progress.step().equals(step)) {
                action.run();
            }
        };
    }

    @Test
    void aFailureIsTakenBackAndAllCanBeDoneAnew() {
        UpgradePlan plan = executable(uprev().build().plan(request().build()));
        String verify = plan.steps().stream()
                .filter(step -> step.phase() == Phase.VERIFY)
                .findFirst()
                .orElseThrow()
                .id();
        Runnable loss = target.damages().get(0).cause();

        UpgradeReport report = uprev().listener(at(verify, loss)).build().execute(plan);

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertTargetEmpty();
        assertSourceUntouched();
        assertCompleted(uprev().build().resume(plan.id()));
        assertMoved();
    }

    @Test
    void aCancelledRunIsTakenBack() {
        UpgradePlan plan = executable(uprev().build().plan(request().build()));
        Cancellation cancellation = new Cancellation();
        String restore = plan.steps().stream()
                .filter(step -> step.phase() == Phase.TRANSFER && step.effect() == Effect.WRITES_TARGET)
                .reduce((first, second) -> second)
                .orElseThrow()
                .id();

        UpgradeReport report = uprev().listener(duringStep(restore, cancellation::cancel))
                .build()
                .execute(plan, cancellation);

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("stopped", "fix:"));
        assertTargetEmpty();
        assertSourceUntouched();
    }
}
