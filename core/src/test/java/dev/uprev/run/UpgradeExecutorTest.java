package dev.uprev.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.RunFixture.Killed;
import dev.uprev.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeExecutorTest {
    private final RunFixture fixture = new RunFixture();

    private UpgradePlan fourSteps() {
        return fixture.plan(
                fixture.simple("stop", Phase.QUIESCE, Effect.INTERRUPTS_SERVICE),
                fixture.simple("dump", Phase.TRANSFER, Effect.WRITES_SCRATCH),
                fixture.simple("restore", Phase.TRANSFER, Effect.WRITES_TARGET),
                fixture.simple("start", Phase.RESUME, Effect.INTERRUPTS_SERVICE));
    }

    @Test
    void runsEachStepOnceInOrder() {
        UpgradeReport report = fixture.execute(fourSteps());

        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(fixture.world).containsExactly("stop", "dump", "restore", "start");
        assertThat(report.downtime()).isPresent();
        assertThat(report.error()).isEmpty();
        assertThat(startedWithoutFinished()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aFailingStepUndoesAllThatWasBegunInReverse(int place) {
        Step[] steps = fourSteps().steps().toArray(new Step[0]);
        steps[place] = fixture.failing("broken", steps[place].phase(), "no luck");

        UpgradeReport report = fixture.execute(fixture.plan(steps));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fixture.world).isEmpty();
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("no luck"));
        List<String> undone = report.steps().stream()
                .filter(UpgradeReport.StepReport::undo)
                .map(UpgradeReport.StepReport::id)
                .toList();
        assertThat(undone).hasSize(place + 1);
        assertThat(undone.get(0)).isEqualTo("broken");
        assertThat(startedWithoutFinished()).isEmpty();
    }

    static Stream<Integer> everyEntry() {
        return IntStream.range(1, 12).boxed();
    }

    @ParameterizedTest
    @MethodSource("everyEntry")
    void aRunKilledAtAnyEntryGoesOnAndDoesNothingTwice(int entry) {
        for (boolean after : List.of(true, false)) {
            RunFixture world = new RunFixture();
            UpgradePlan plan = world.plan(
                    world.simple("stop", Phase.QUIESCE, Effect.INTERRUPTS_SERVICE),
                    world.step("count", Phase.TRANSFER, Effect.WRITES_TARGET)
                            .probe(run -> world.world.contains("count"))
                            .action(run -> world.world.add("count")),
                    world.simple("start", Phase.RESUME, Effect.INTERRUPTS_SERVICE));
            world.journal.diesAt = entry;
            world.journal.diesAfterWriting = after;
            Throwable death = catchThrowable(() -> world.execute(plan));

            world.journal.reviveForGood();
            UpgradeReport report = world.execute(plan);

            assertThat(death == null || death instanceof Killed).isTrue();
            assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(world.world).containsExactly("stop", "count", "start");
        }
    }

    @ParameterizedTest
    @MethodSource("everyEntry")
    void aRunKilledWhileItIsUndoneIsUndoneToTheEnd(int entry) {
        UpgradePlan plan = fixture.plan(
                fixture.simple("one", Phase.PREPARE, Effect.WRITES_TARGET),
                fixture.simple("two", Phase.TRANSFER, Effect.WRITES_TARGET),
                fixture.failing("broken", Phase.VERIFY, "differs"));
        fixture.journal.diesAt = 8 + entry % 6;
        assertThatThrownBy(() -> fixture.execute(plan)).isInstanceOf(Killed.class);

        fixture.journal.reviveForGood();
        UpgradeReport report = fixture.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fixture.world).isEmpty();
    }

    @Test
    void pastThePointOfNoReturnOnlyLaterStepsAreUndoneAndTheServicesComeBack() {
        UpgradePlan plan = fixture.plan(
                fixture.simple("stop", Phase.QUIESCE, Effect.INTERRUPTS_SERVICE),
                fixture.simple("before", Phase.UPGRADE, Effect.WRITES_SOURCE),
                fixture.simple("final", Phase.FINALIZE, Effect.POINT_OF_NO_RETURN),
                fixture.simple("after", Phase.CHECK, Effect.WRITES_SOURCE),
                fixture.failing("broken", Phase.CHECK, "too late"));

        UpgradeReport report = fixture.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(fixture.world).containsExactly("before", "final");
        assertThat(report.byHand()).isNotEmpty();
    }

    @Test
    void whatFailsBeforeItPassesThePointOfNoReturnIsUndone() {
        UpgradePlan plan = fixture.plan(
                fixture.simple("before", Phase.UPGRADE, Effect.WRITES_SOURCE),
                fixture.step("final", Phase.START, Effect.POINT_OF_NO_RETURN)
                        .undo(run -> fixture.world.remove("half"))
                        .action(run -> {
                            fixture.add("half");
                            throw new IllegalStateException("not started");
                        }));

        UpgradeReport report = fixture.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fixture.world).isEmpty();
    }

    @Test
    void whatFailsAfterItHasPassedThePointOfNoReturnSaysSoInItsUndo() {
        UpgradePlan plan = fixture.plan(
                fixture.simple("before", Phase.UPGRADE, Effect.WRITES_SOURCE),
                fixture.step("final", Phase.START, Effect.POINT_OF_NO_RETURN)
                        .undo(run -> {
                            throw new IllegalStateException("it was passed");
                        })
                        .action(run -> {
                            throw new IllegalStateException("no answer");
                        }));

        UpgradeReport report = fixture.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(fixture.world).containsExactly("before");
        assertThat(report.byHand()).anySatisfy(line -> assertThat(line).contains("it was passed"));
    }

    @Test
    void aStepThatCannotBeUndoneIsNotRunWithoutApproval() {
        fixture.approval = Approval.NEVER;
        UpgradePlan plan = fixture.plan(
                fixture.simple("before", Phase.UPGRADE, Effect.WRITES_SOURCE),
                fixture.simple("final", Phase.FINALIZE, Effect.POINT_OF_NO_RETURN));

        UpgradeReport report = fixture.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fixture.world).isEmpty();
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("was not approved", "fix:"));
    }

    @Test
    void anUndoThatFailsDoesNotKeepTheOthersFromBeingUndone() {
        UpgradePlan plan = fixture.plan(
                fixture.simple("one", Phase.PREPARE, Effect.WRITES_TARGET),
                fixture.step("stuck", Phase.TRANSFER, Effect.WRITES_TARGET)
                        .undo(run -> {
                            throw new IllegalStateException("cannot be taken back");
                        })
                        .action(run -> {}),
                fixture.failing("broken", Phase.VERIFY, "differs"));

        UpgradeReport report = fixture.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(fixture.world).isEmpty();
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("differs"));
        assertThat(report.byHand()).anySatisfy(line -> assertThat(line).contains("stuck", "cannot be taken back"));
    }

    @Test
    void aHaltedRunKeepsAllAndGoesOnWhenTheCauseIsMended() {
        fixture.policy = FailurePolicy.HALT;
        UpgradePlan plan = fixture.plan(
                fixture.simple("one", Phase.PREPARE, Effect.WRITES_TARGET),
                fixture.step("flaky", Phase.TRANSFER, Effect.WRITES_TARGET).action(run -> {
                    if (fixture.world.size() < 2) {
                        fixture.world.add("half");
                        throw new IllegalStateException("not yet");
                    }
                    fixture.add("flaky");
                }));

        assertThat(fixture.execute(plan).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(fixture.world).containsExactly("one", "half");
        UpgradeReport second = fixture.execute(plan);

        assertThat(second.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(second.error()).isEmpty();
        assertThat(fixture.world).containsExactly("one", "half", "flaky");
    }

    @Test
    void afterAnUndoingEveryStepBeginsAnewAlsoOneWithNothingToTakeBack() {
        boolean[] mended = {false};
        UpgradePlan plan = fixture.plan(
                Step.builder("dump", Phase.TRANSFER, "dump")
                        .effect(Effect.WRITES_SCRATCH)
                        .action(run -> fixture.world.add("dump")),
                fixture.step("restore", Phase.TRANSFER, Effect.WRITES_TARGET).action(run -> {
                    if (!mended[0]) {
                        throw new IllegalStateException("disk full");
                    }
                    fixture.add("restore");
                }));
        assertThat(fixture.execute(plan).outcome()).isEqualTo(Outcome.ROLLED_BACK);

        mended[0] = true;
        UpgradeReport second = fixture.execute(plan);

        assertThat(second.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(fixture.world).containsExactly("dump", "dump", "restore");
    }

    @Test
    void aCancelledRunIsUndone() {
        UpgradePlan plan = fixture.plan(
                fixture.step("one", Phase.PREPARE, Effect.WRITES_TARGET).action(run -> {
                    fixture.add("one");
                    fixture.cancellation.cancel();
                }),
                fixture.simple("two", Phase.TRANSFER, Effect.WRITES_TARGET));

        UpgradeReport report = fixture.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fixture.world).isEmpty();
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("fix:"));
    }

    @Test
    void overlappingStepsRunAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        UpgradePlan plan = fixture.plan(
                fixture.step("dump", Phase.TRANSFER, Effect.WRITES_SCRATCH).action(run -> meet(both)),
                fixture.step("restore", Phase.TRANSFER, Effect.WRITES_TARGET)
                        .overlapsPrevious(true)
                        .action(run -> meet(both)));

        assertThat(fixture.execute(plan).outcome()).isEqualTo(Outcome.COMPLETED);
    }

    private static void meet(CountDownLatch both) throws InterruptedException {
        both.countDown();
        assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStepLearnsThatTheOtherFailedAndTheCauseIsReported() {
        UpgradePlan plan = fixture.plan(
                fixture.failing("dump", Phase.TRANSFER, "the source is gone"),
                fixture.step("restore", Phase.TRANSFER, Effect.WRITES_TARGET)
                        .overlapsPrevious(true)
                        .action(run -> {
                            while (!run.otherStepEnded()) {
                                run.pause(Duration.ofMillis(1));
                            }
                        }));

        UpgradeReport report = fixture.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("the source is gone"));
    }

    @Test
    void noSecretLeavesAStep() {
        fixture.redactor.register(Secret.of("canary-5up3r".toCharArray()));
        UpgradePlan plan = fixture.plan(fixture.failing("broken", Phase.TRANSFER, "cannot log in with canary-5up3r"));

        UpgradeReport report = fixture.execute(plan);

        assertThat(report.toString()).doesNotContain("canary-5up3r");
        assertThat(fixture.journal.entries().toString()).doesNotContain("canary-5up3r");
        assertThat(fixture.events.toString()).doesNotContain("canary-5up3r");
    }

    @Test
    void progressNeverGoesBackAndEndsWithAll() {
        UpgradePlan plan = fixture.plan(fixture.step("copy", Phase.TRANSFER, Effect.WRITES_TARGET)
                .action(run -> {
                    run.progress().total(1000, "rows");
                    for (int i = 0; i < 1000; i++) {
                        run.progress().advance("table", 1);
                    }
                }));

        fixture.execute(plan);

        List<Long> told = fixture.events.stream()
                .filter(StepProgressed.class::isInstance)
                .map(event -> ((StepProgressed) event).done())
                .toList();
        assertThat(told).isSorted().endsWith(1000L);
    }

    @Test
    void whatAStepRemembersIsThereAfterACrash() {
        fixture.journal.diesAt = 5;
        UpgradePlan plan = fixture.plan(
                fixture.step("one", Phase.PREPARE, Effect.WRITES_TARGET).action(run -> run.remember("count", "7")),
                fixture.step("two", Phase.TRANSFER, Effect.WRITES_TARGET)
                        .action(run -> fixture.world.add(run.recall("count").orElse("nothing"))));
        assertThatThrownBy(() -> fixture.execute(plan)).isInstanceOf(Killed.class);

        fixture.journal.reviveForGood();
        fixture.execute(plan);

        assertThat(fixture.world).containsOnly("7");
    }

    private List<String> startedWithoutFinished() {
        List<String> open = new ArrayList<>();
        for (UpgradeEvent event : fixture.events) {
            if (event instanceof StepStarted started) {
                open.add(started.step() + started.undo());
            } else if (event instanceof StepFinished finished) {
                open.remove(finished.step() + finished.undo());
            }
        }
        return open;
    }
}
