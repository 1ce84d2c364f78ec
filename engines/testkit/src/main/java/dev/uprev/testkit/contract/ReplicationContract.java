package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import dev.uprev.journal.Journal;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.plan.Course;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A target that follows the source and takes over: what was written and acknowledged meanwhile is there, once; there is
 * a way back with what was written since; and in the end nothing is left of it all.
 */
public abstract class ReplicationContract extends ServersContract {
    private static final int DEATHS = 3;

    private int runs;

    @BeforeEach
    void isClaimed() {
        assumeTrue(engine.methods().contains(UpgradeMethod.REPLICATION), "the engine does not claim replication");
    }

    /** One upgrade, with a journal of its own. */
    private final class Attempt {
        private final Path place = folder.resolve("replication-" + ++runs);
        private final Journal journal = Journal.directory(place.resolve("journal"));
        private final UpgradePlan plan = executable(ReplicationContract.this
                .uprev()
                .build()
                .plan(request(UpgradeMethod.REPLICATION, source.instance(), target.instance())
                        .archive(place.resolve("archive"))
                        .build()));

        private Uprev uprev(UpgradeListener listener) {
            return ReplicationContract.this
                    .uprev()
                    .journal(journal)
                    .listener(listener)
                    .build();
        }

        private UpgradeReport take(Course course, Uprev uprev) {
            return switch (course) {
                case UPGRADE -> uprev.execute(plan);
                case FINISH -> uprev.finish(plan.id());
                case ROLLBACK -> uprev.rollback(plan.id());
            };
        }

        private void completes(Course course) {
            completes(course, event -> {});
        }

        private UpgradeReport completes(Course course, UpgradeListener listener) {
            UpgradeReport report = take(course, uprev(listener));
            assertCompleted(report);
            assertThat(report.course()).isEqualTo(course);
            return report;
        }

        private void diesAndGoesOn(Course course, Mortality mortality) {
            try {
                take(
                        course,
                        ReplicationContract.this
                                .uprev()
                                .journal(mortality.over(journal))
                                .clock(mortality.clock())
                                .build());
            } catch (RuntimeException e) {
                assertThat(mortality.isDead()).as(e.toString()).isTrue();
            }
            assertThat(mortality.isDead()).as("the run died").isTrue();
            UpgradeReport report = uprev(event -> {}).resume(plan.id());
            assertCompleted(report);
            assertThat(report.course()).isEqualTo(course);
        }
    }

    /** Acts once, when the first step of a phase begins. */
    private static UpgradeListener at(Phase phase, Runnable action) {
        AtomicBoolean acted = new AtomicBoolean();
        return event -> {
            if (event instanceof StepStarted started && started.phase() == phase && acted.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    private void assertAlike() {
        assertHolds("the target, read independently", target, source.contents());
    }

    private void assertNothingIsLeft() {
        assertThat(source.traces()).as("what is left on the source").isEmpty();
        assertThat(target.traces()).as("what is left on the target").isEmpty();
    }

    @Test
    void thePlanShowsTheWayBack() {
        UpgradePlan plan = new Attempt().plan;

        assertThat(plan.keepsRollbackWindow()).isTrue();
        assertThat(plan.explain()).contains("rollback " + plan.id(), "finish " + plan.id());
    }

    @Test
    void whatIsWrittenMeanwhileArrives() {
        Attempt attempt = new Attempt();
        try (Load load = Load.on(source)) {
            UpgradeReport report = attempt.completes(Course.UPGRADE, at(Phase.QUIESCE, load::stop));

            assertThat(report.verification()).as(report.summary()).isPresent();
            assertThat(load.acknowledged()).as("records written meanwhile").isPositive();
        }
        assertAlike();
        attempt.completes(Course.FINISH);
        assertAlike();
        assertNothingIsLeft();
    }

    @Test
    void onlyOneOfThemIsWrittenToUntilTheEnd() {
        Attempt attempt = new Attempt();
        attempt.completes(Course.UPGRADE);

        assertThatThrownBy(() -> source.write("too late")).isNotNull();
        target.write("in time");

        attempt.completes(Course.FINISH);
        source.write("after the end");
        assertNothingIsLeft();
    }

    @Test
    void aRollbackTakesAlongWhatWasWrittenToTheTarget() {
        Attempt attempt = new Attempt();
        attempt.completes(Course.UPGRADE);
        try (Load load = Load.on(target)) {
            UpgradeReport report = attempt.completes(Course.ROLLBACK, at(Phase.QUIESCE, load::stop));

            assertThat(report.verification()).as(report.summary()).isPresent();
            assertThat(load.acknowledged()).as("records written meanwhile").isPositive();
        }
        assertAlike();
        assertNothingIsLeft();
        source.write("to the source again");
    }

    @Test
    void aFailureIsTakenBackAndTheSourceIsWrittenToAgain() {
        Attempt attempt = new Attempt();
        Runnable loss = target.damages().get(0).cause();

        UpgradeReport report = attempt.take(Course.UPGRADE, attempt.uprev(at(Phase.VERIFY, loss)));

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertSourceUntouched();
        assertTargetEmpty();
        assertNothingIsLeft();
        source.write("after the failure");
        assertCompleted(attempt.uprev(event -> {}).resume(attempt.plan.id()));
        assertAlike();
        attempt.completes(Course.FINISH);
    }

    @TestFactory
    Stream<DynamicTest> anUpgradeGoesOnAfterADeath() {
        return deaths(Course.UPGRADE);
    }

    @TestFactory
    Stream<DynamicTest> aRollbackGoesOnAfterADeath() {
        return deaths(Course.ROLLBACK);
    }

    @TestFactory
    Stream<DynamicTest> theEndGoesOnAfterADeath() {
        return deaths(Course.FINISH);
    }

    /** Deaths before entries of the journal, evenly spread; before the first of them nothing has begun. */
    private Stream<DynamicTest> deaths(Course course) {
        Mortality whole = Mortality.none();
        Attempt attempt = prepared(course);
        assertCompleted(attempt.take(
                course, uprev().journal(whole.over(attempt.journal)).build()));
        end(attempt, course);
        int last = whole.writes() - 1;
        return IntStream.rangeClosed(0, DEATHS)
                .map(part -> 1 + (last - 1) * part / DEATHS)
                .distinct()
                .mapToObj(number -> DynamicTest.dynamicTest("before entry " + number + " of " + last, () -> {
                    beginAnew();
                    Attempt mortal = prepared(course);
                    mortal.diesAndGoesOn(course, Mortality.beforeEntry(number));
                    end(mortal, course);
                }));
    }

    private Attempt prepared(Course course) {
        Attempt attempt = new Attempt();
        if (course != Course.UPGRADE) {
            attempt.completes(Course.UPGRADE);
            target.write("within the window");
        }
        return attempt;
    }

    private void end(Attempt attempt, Course course) {
        if (course != Course.FINISH) {
            assertAlike();
        }
        if (course == Course.UPGRADE) {
            attempt.completes(Course.FINISH);
        }
        assertNothingIsLeft();
    }
}
