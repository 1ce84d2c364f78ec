package dev.uprev.testkit.contract;

import static dev.uprev.testkit.contract.RecipeFixture.assertOutcome;
import static dev.uprev.testkit.contract.RecipeFixture.at;
import static dev.uprev.testkit.contract.RecipeFixture.executable;
import static dev.uprev.testkit.contract.RecipeFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Approval;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** How an upgrade in place comes together: hop by hop, with approval before each point of no return. */
class InPlaceRecipeTest {
    @TempDir
    Path folder;

    private RecipeFixture world;
    private SortedMap<String, String> data;

    @BeforeEach
    void begin() {
        world = new RecipeFixture(folder);
        data = world.source.contents();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private UpgradeRequest request(String version) {
        return world.request(UpgradeMethod.IN_PLACE, to(version)).build();
    }

    private static UpgradeTarget to(String version) {
        return new UpgradeTarget.InPlace("old", Version.parse(version));
    }

    @Test
    void passesEachReleaseLineOnTheWay() {
        UpgradePlan plan = executable(world.uprev().build().plan(request("3")));

        assertThat(ids(plan))
                .containsExactly(
                        "preflight",
                        "scale-services-to-zero",
                        "backup",
                        "stop-2",
                        "start-2",
                        "check-2",
                        "convert-2",
                        "stop-3",
                        "start-3",
                        "check-3",
                        "convert-3",
                        "scale-services-back");
    }

    @Test
    void keepsDataAndAddress() {
        Uprev uprev = world.uprev().build();

        assertOutcome(Outcome.COMPLETED, uprev.execute(executable(uprev.plan(request("3")))));

        assertThat(world.source.version()).hasToString("3");
        assertThat(world.source.contents()).isEqualTo(data);
        world.assertServicesUse(world.source.instance());
        assertThat(world.services.calls()).containsExactly("web to 0", "worker to 0", "worker to 1", "web to 3");
    }

    @Test
    void asksBeforeEachPointOfNoReturn() {
        List<String> asked = new ArrayList<>();
        Approval remembering = (planId, step) -> asked.add(step.id());
        Uprev uprev = world.uprev().approval(remembering).build();

        uprev.execute(executable(uprev.plan(request("3"))));

        assertThat(asked).containsExactly("convert-2", "convert-3");
    }

    @Test
    void goesBackToTheOldVersionWhenTheFirstPointOfNoReturnIsNotApproved() {
        Uprev uprev = world.uprev().approval(Approval.NEVER).build();

        UpgradeReport report = uprev.execute(executable(uprev.plan(request("3"))));

        assertOutcome(Outcome.ROLLED_BACK, report);
        assertThat(world.source.version()).hasToString("1.4");
        assertThat(world.source.isUp()).isTrue();
        assertThat(world.source.contents()).isEqualTo(data);
        world.assertServicesUse(world.source.instance());
    }

    /** Past the first point of no return, one comes back to version 2 and not to version 1. */
    @Test
    void goesBackToTheLastPointOfNoReturnAndStartsTheServices() {
        Approval onlyTheFirst = (planId, step) -> step.id().equals("convert-2");
        Uprev uprev = world.uprev().approval(onlyTheFirst).build();

        UpgradeReport report = uprev.execute(executable(uprev.plan(request("3"))));

        assertOutcome(Outcome.FAILED, report);
        assertThat(world.source.version()).hasToString("2");
        assertThat(world.source.isUp()).isTrue();
        world.assertServicesUse(world.source.instance());
        assertThat(report.byHand()).isNotEmpty();
        assertOutcome(Outcome.COMPLETED, world.uprev().build().resume(report.planId()));
        assertThat(world.source.version()).hasToString("3");
        assertThat(world.source.contents()).isEqualTo(data);
        world.assertServicesUse(world.source.instance());
    }

    @Test
    void goesBackWhenTheNewVersionDoesNotAnswer() {
        Uprev uprev = world.uprev().listener(at("check-2", world.source::kill)).build();

        UpgradeReport report = uprev.execute(executable(uprev.plan(request("2"))));

        assertOutcome(Outcome.ROLLED_BACK, report);
        assertThat(world.source.version()).hasToString("1.4");
        assertThat(world.source.isUp()).isTrue();
    }

    @Test
    void everyStepThatInterruptsTheServerCanBeUndone() {
        UpgradePlan plan = executable(world.uprev().build().plan(request("2")));

        assertThat(plan.steps().stream().filter(step -> step.id().matches("(stop|start)-2")))
                .extracting(Step::undo)
                .allMatch(undo -> undo.isPresent());
    }

    @TestFactory
    Stream<DynamicTest> goesOnAfterADeathAtEveryEntryOfTheJournal() {
        return Deaths.of(folder, world -> world.request(UpgradeMethod.IN_PLACE, to("3")))
                .atEveryEntry(ended -> {
                    assertOutcome(Outcome.COMPLETED, ended.report());
                    assertThat(ended.world().source.version()).hasToString("3");
                    assertThat(ended.world().source.contents()).isEqualTo(data);
                    ended.world().assertServicesUse(ended.world().source.instance());
                });
    }
}
