package dev.uprev.testkit.contract;

import static dev.uprev.testkit.contract.RecipeFixture.assertOutcome;
import static dev.uprev.testkit.contract.RecipeFixture.at;
import static dev.uprev.testkit.contract.RecipeFixture.executable;
import static dev.uprev.testkit.contract.RecipeFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.uprev.Uprev;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** How replication comes together: the services go on until the target is close behind. */
class ReplicationRecipeTest {
    @TempDir
    Path folder;

    private RecipeFixture world;

    @BeforeEach
    void begin() {
        world = new RecipeFixture(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private UpgradeRequest request() {
        return world.request(UpgradeMethod.REPLICATION).build();
    }

    @Test
    void followsTheSourceBeforeTheServicesAreStopped() {
        assertThat(ids(executable(world.uprev().build().plan(request()))))
                .containsExactly(
                        "preflight",
                        "check-target",
                        "seed",
                        "catch-up",
                        "scale-services-to-zero",
                        "fence-source",
                        "drain",
                        "verify",
                        "arm-rollback",
                        "repoint-services",
                        "scale-services-back");
    }

    @Test
    void whatIsWrittenMeanwhileArrives() {
        Uprev uprev = world.uprev()
                .listener(at("catch-up", () -> world.source.insert("orders", "order 20")))
                .listener(at("scale-services-to-zero", () -> world.source.delete("orders", "order 3")))
                .build();
        UpgradePlan plan = executable(uprev.plan(request()));

        assertOutcome(Outcome.COMPLETED, uprev.execute(plan));

        assertThat(world.target.records("orders"))
                .hasSize(20)
                .contains("order 20")
                .doesNotContain("order 3");
        assertThat(world.target.contents()).isEqualTo(world.source.contents());
        world.assertServicesUse(world.target.instance());
    }

    @Test
    void nobodyWritesToTheSourceAnyMore() {
        Uprev uprev = world.uprev().build();
        uprev.execute(executable(uprev.plan(request())));

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> world.source.insert("orders", "too late"))
                .satisfies(e -> assertThat(e.code()).isEqualTo("read-only"));
    }

    @Test
    void afterAFailureTheSourceIsWrittenToAgain() {
        Uprev uprev = world.uprev()
                .listener(at("verify", () -> world.target.delete("orders", "order 3")))
                .build();

        UpgradeReport report = uprev.execute(executable(uprev.plan(request())));

        assertOutcome(Outcome.ROLLED_BACK, report);
        world.source.insert("orders", "order 20");
        assertThat(world.target.contents()).isEmpty();
        world.assertServicesUse(world.source.instance());
        assertOutcome(Outcome.COMPLETED, world.uprev().build().resume(report.planId()));
        assertThat(world.target.contents()).isEqualTo(world.source.contents());
    }

    @TestFactory
    Stream<DynamicTest> goesOnAfterADeathAtEveryEntryOfTheJournal() {
        return Deaths.of(folder, world -> world.request(UpgradeMethod.REPLICATION))
                .atEveryEntry(ended -> {
                    assertOutcome(Outcome.COMPLETED, ended.report());
                    assertThat(ended.world().target.contents())
                            .isEqualTo(ended.world().source.contents());
                    ended.world().assertServicesUse(ended.world().target.instance());
                });
    }
}
