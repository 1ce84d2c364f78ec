package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.journal.Journal;
import dev.uprev.model.Cancellation;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Approval;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.spi.InstanceController;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A server that gets newer programs and keeps its data: all of them, at the same address. Up to the first step that
 * cannot be undone, whatever stops the upgrade leaves the old version running as it was.
 */
public abstract class InPlaceContract extends ServersContract {
    private static final int DEATHS = 3;

    private final List<Scene> scenes = new ArrayList<>();

    @BeforeEach
    void isClaimed() {
        assumeTrue(engine.methods().contains(UpgradeMethod.IN_PLACE), "the engine does not claim upgrades in place");
    }

    @AfterEach
    void endScenes() {
        scenes.forEach(scene -> scene.served.close());
        scenes.clear();
    }

    private Scene scene() {
        Scene scene = new Scene(scenes.size());
        scenes.add(scene);
        return scene;
    }

    /** A filled server of an older version, and what it holds. */
    private final class Scene {
        private final Path journal;
        private final ServedUnderTest served;
        private final Version before;
        private SortedMap<String, String> data;
        private int plans;

        private Scene(int number) {
            journal = folder.resolve("journal-" + number);
            served = engine.startServed(folder.resolve("served-" + number), PASSWORD);
            served.server().fill();
            data = served.server().contents();
            before = served.server().version();
            assertThat(before.belongsTo(served.target()))
                    .as(before + " is " + served.target() + " already")
                    .isFalse();
        }

        private UprevBuilder uprev() {
            return uprev(served.controller());
        }

        private UprevBuilder uprev(InstanceController controller) {
            return InPlaceContract.this.uprev(journal).servers(controller);
        }

        private UpgradePlan plan() {
            return plan(served.controller());
        }

        /** Its steps will use this controller. */
        private UpgradePlan plan(InstanceController controller) {
            Path archive = journal.resolveSibling("archive-" + ++plans + "-of-" + journal.getFileName());
            return executable(uprev(controller)
                    .build()
                    .plan(request(served).archive(archive).build()));
        }

        private void write(String record) {
            served.server().write(record);
            data = served.server().contents();
        }

        private void assertUpgraded(UpgradeReport report) {
            assertCompleted(report);
            Version found = served.server().version();
            assertThat(found.belongsTo(served.target()))
                    .as(found + " instead of " + served.target())
                    .isTrue();
            assertHolds("the upgraded server, read independently", served.server(), data);
            assertThat(served.server().traces()).as("what is left").isEmpty();
        }

        private void assertAsBefore(UpgradeReport report) {
            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(served.server().version()).as("the version that runs").isEqualTo(before);
            assertHolds("the server with its old version again", served.server(), data);
            assertThat(served.server().traces()).as("what is left").isEmpty();
            write("after " + report.planId());
        }

        private void resumes(UpgradePlan plan) {
            assertUpgraded(uprev().build().resume(plan.id()));
        }
    }

    private static boolean isNoReturn(Step step) {
        return step.effect() == Effect.POINT_OF_NO_RETURN;
    }

    private static boolean begins(UpgradeEvent event, String step) {
        return event instanceof StepStarted started
                && !started.undo()
                && started.step().equals(step);
    }

    @Test
    void everythingIsThereAfterwards() {
        Scene scene = scene();

        scene.assertUpgraded(scene.uprev().build().execute(scene.plan()));
        scene.write("to the new version");
    }

    @Test
    void thePlanSaysWhatCannotBeUndone() {
        Scene scene = scene();
        UpgradePlan plan = scene.plan();
        List<Step> irrevocable =
                plan.steps().stream().filter(InPlaceContract::isNoReturn).toList();
        List<String> asked = new ArrayList<>();

        for (Step step : irrevocable) {
            assertThat(plan.explain().lines().filter(line -> line.contains(step.title())))
                    .as(plan.explain())
                    .anyMatch(line -> line.contains(Effect.POINT_OF_NO_RETURN.words()));
        }
        Approval remembering = (planId, step) -> asked.add(step.id());
        assertCompleted(scene.uprev().approval(remembering).build().execute(plan));

        assertThat(asked).isEqualTo(irrevocable.stream().map(Step::id).toList());
    }

    /** One server, stopped before each step in turn, and used after each; in the end it is upgraded all the same. */
    @TestFactory
    Stream<DynamicTest> aRunThatIsStoppedBeforeAStepIsTakenBack() {
        Scene scene = scene();
        List<Step> steps = scene.plan().steps().stream()
                .takeWhile(step -> !isNoReturn(step))
                .toList();
        assertThat(steps).as("steps that can be undone").isNotEmpty();
        return IntStream.range(0, steps.size()).mapToObj(i -> {
            String id = steps.get(i).id();
            return DynamicTest.dynamicTest(steps.get(i).phase() + " " + id, () -> {
                UpgradePlan plan = scene.plan();
                scene.assertAsBefore(executeUpTo(id, scene, plan));
                if (i == steps.size() - 1) {
                    scene.resumes(plan);
                }
            });
        });
    }

    private static UpgradeReport executeUpTo(String step, Scene scene, UpgradePlan plan) {
        Cancellation cancellation = new Cancellation();
        Uprev uprev = scene.uprev()
                .listener(event -> {
                    if (begins(event, step)) {
                        cancellation.cancel();
                    }
                })
                .build();
        return uprev.execute(plan, cancellation);
    }

    @Test
    void aServerThatDoesNotStartIsTakenBack() {
        Scene scene = scene();
        UpgradePlan plan = scene.plan(new FailingStart(scene.served.controller()));

        scene.assertAsBefore(scene.uprev().build().execute(plan));
        scene.resumes(plan);
    }

    @Test
    void whatIsNotApprovedIsNotDone() {
        Scene scene = scene();
        UpgradePlan plan = scene.plan();
        assumeTrue(plan.steps().stream().anyMatch(InPlaceContract::isNoReturn), "all can be undone");

        scene.assertAsBefore(scene.uprev().approval(Approval.NEVER).build().execute(plan));
        scene.resumes(plan);
    }

    /** Deaths before entries of the journal, evenly spread; before the first of them nothing has begun. */
    @TestFactory
    Stream<DynamicTest> goesOnAfterADeath() {
        Scene immortal = scene();
        Mortality whole = Mortality.none();
        assertCompleted(execute(immortal, immortal.plan(), whole));
        int last = whole.writes() - 1;
        return IntStream.rangeClosed(0, DEATHS)
                .map(part -> 1 + (last - 1) * part / DEATHS)
                .distinct()
                .mapToObj(number -> DynamicTest.dynamicTest("before entry " + number + " of " + last, () -> {
                    Scene scene = scene();
                    UpgradePlan plan = scene.plan();
                    Mortality mortality = Mortality.beforeEntry(number);
                    try {
                        execute(scene, plan, mortality);
                    } catch (RuntimeException e) {
                        assertThat(mortality.isDead()).as(e.toString()).isTrue();
                    }
                    assertThat(mortality.isDead()).as("the run died").isTrue();
                    scene.resumes(plan);
                }));
    }

    private static UpgradeReport execute(Scene scene, UpgradePlan plan, Mortality mortality) {
        return scene.uprev()
                .journal(mortality.over(Journal.directory(scene.journal)))
                .clock(mortality.clock())
                .build()
                .execute(plan);
    }

    @Test
    void aCompletedRunIsNotDoneAgain() {
        Scene scene = scene();
        UpgradePlan plan = scene.plan();
        assertCompleted(scene.uprev().build().execute(plan));
        scene.write("since then");
        List<UpgradeEvent> events = new ArrayList<>();

        UpgradeReport report = scene.uprev().listener(events::add).build().resume(plan.id());

        assertCompleted(report);
        assertThat(events).noneMatch(StepStarted.class::isInstance);
        assertHolds("the upgraded server", scene.served.server(), scene.data);
    }
}
