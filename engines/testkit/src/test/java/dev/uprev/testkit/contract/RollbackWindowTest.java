package dev.uprev.testkit.contract;

import static dev.uprev.testkit.contract.RecipeFixture.assertOutcome;
import static dev.uprev.testkit.contract.RecipeFixture.at;
import static dev.uprev.testkit.contract.RecipeFixture.executable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.uprev.Uprev;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.plan.Course;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** After an upgrade by replication there is a way back, until somebody gives it up. */
class RollbackWindowTest {
    @TempDir
    Path folder;

    private RecipeFixture world;
    private Uprev uprev;
    private UpgradePlan plan;

    @BeforeEach
    void begin() {
        world = new RecipeFixture(folder);
        uprev = world.uprev().build();
        plan = executable(uprev.plan(world.request(UpgradeMethod.REPLICATION).build()));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void upgrade() {
        assertOutcome(Outcome.COMPLETED, uprev.execute(plan));
        world.target.insert("orders", "written to the target");
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(UpgradeException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.fix()).isPresent();
        });
    }

    @Test
    void thePlanShowsBothWaysOutOfTheWindow() {
        assertThat(plan.keepsRollbackWindow()).isTrue();
        assertThat(plan.steps(Course.ROLLBACK).stream().map(Step::id))
                .containsExactly(
                        "rollback-scale-services-to-zero",
                        "rollback-fence-target",
                        "rollback-drain",
                        "rollback-verify",
                        "rollback-open-source",
                        "rollback-repoint-services",
                        "rollback-scale-services-back",
                        "rollback-forget-positions");
        assertThat(plan.steps(Course.FINISH).stream().map(Step::id)).containsExactly("forget-positions");
        assertThat(plan.explain()).contains("rollback " + plan.id(), "finish " + plan.id());
        assertThat(plan.toJson()).contains("rollback-drain", "forget-positions");
    }

    @Test
    void aRollbackTakesAlongWhatWasWrittenToTheTarget() {
        upgrade();

        UpgradeReport report = uprev.rollback(plan.id());

        assertOutcome(Outcome.COMPLETED, report);
        assertThat(report.course()).isEqualTo(Course.ROLLBACK);
        assertThat(report.summary()).contains("rolled back");
        assertThat(report.verification()).isPresent();
        world.assertServicesUse(world.source.instance());
        assertThat(world.source.records("orders")).hasSize(21).contains("written to the target");
        world.source.insert("orders", "written to the source again");
        assertThat(uprev.rollback(plan.id())).isEqualTo(report);
        refused("rollback-window-ended", () -> uprev.finish(plan.id()));
    }

    @Test
    void whatIsFinishedCannotBeRolledBack() {
        upgrade();

        assertOutcome(Outcome.COMPLETED, uprev.finish(plan.id()));

        world.assertServicesUse(world.target.instance());
        refused("rollback-window-ended", () -> uprev.rollback(plan.id()));
        assertThat(uprev.finish(plan.id()).course()).isEqualTo(Course.FINISH);
    }

    @Test
    void aRollbackThatFailsIsUndone() {
        Cancellation cancellation = new Cancellation();
        Uprev stopped = world.uprev()
                .listener(at("rollback-repoint-services", cancellation::cancel))
                .build();
        upgrade();

        UpgradeReport report = stopped.rollback(plan.id(), cancellation);

        assertOutcome(Outcome.ROLLED_BACK, report);
        world.assertServicesUse(world.target.instance());
        world.target.insert("orders", "after the failed rollback");
        assertOutcome(Outcome.COMPLETED, uprev.finish(plan.id()));
    }

    @Test
    void anUpgradeThatIsNotCompletedHasNoWindow() {
        Uprev unlucky = world.uprev()
                .listener(at("verify", () -> world.target.delete("orders", "order 3")))
                .build();
        assertOutcome(Outcome.ROLLED_BACK, unlucky.execute(plan));

        refused("run-not-completed", () -> uprev.rollback(plan.id()));
        refused("run-not-completed", () -> uprev.finish(plan.id()));
    }

    @Test
    void aMethodWithoutAWindowSaysSo() {
        UpgradePlan dump = executable(
                uprev.plan(world.request(UpgradeMethod.DUMP_AND_RESTORE).build()));
        assertOutcome(Outcome.COMPLETED, uprev.execute(dump));

        refused("no-rollback-window", () -> uprev.rollback(dump.id()));
    }

    @TestFactory
    Stream<DynamicTest> aRollbackGoesOnAfterADeathAtEveryEntryOfTheJournal() {
        return Deaths.of(folder.resolve("deaths"), its -> its.request(UpgradeMethod.REPLICATION))
                .after(Uprev::execute, (verb, itsPlan) -> verb.rollback(itsPlan.id()))
                .atEveryEntry(ended -> {
                    assertOutcome(Outcome.COMPLETED, ended.report());
                    assertThat(ended.report().course()).isEqualTo(Course.ROLLBACK);
                    ended.world().assertServicesUse(ended.world().source.instance());
                });
    }
}
