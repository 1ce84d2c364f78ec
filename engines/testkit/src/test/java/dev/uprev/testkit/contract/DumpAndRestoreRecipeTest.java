package dev.uprev.testkit.contract;

import static dev.uprev.testkit.contract.RecipeFixture.assertOutcome;
import static dev.uprev.testkit.contract.RecipeFixture.at;
import static dev.uprev.testkit.contract.RecipeFixture.executable;
import static dev.uprev.testkit.contract.RecipeFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.compat.Finding;
import dev.uprev.event.UpgradeListener;
import dev.uprev.model.HostPort;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.VerificationLevel;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.FailurePolicy;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.memory.MemoryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** How dump and restore comes together: the services, the target, the parts of it that can be had alone. */
class DumpAndRestoreRecipeTest {
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

    private UpgradeRequest.Builder request() {
        return world.request(UpgradeMethod.DUMP_AND_RESTORE);
    }

    private UpgradeRequest.Builder requestToCreate() {
        return requestToCreate(world);
    }

    private static UpgradeRequest.Builder requestToCreate(RecipeFixture world) {
        return world.request(
                UpgradeMethod.DUMP_AND_RESTORE, new UpgradeTarget.Create("new", Version.parse("3"), new TreeMap<>()));
    }

    @Test
    void takesAllSixSteps() {
        UpgradePlan plan =
                executable(world.uprev().build().plan(requestToCreate().build()));

        assertThat(ids(plan))
                .containsExactly(
                        "preflight",
                        "create-target",
                        "check-target",
                        "scale-services-to-zero",
                        "dump",
                        "restore",
                        "verify",
                        "repoint-services",
                        "scale-services-back");
    }

    @Test
    void stopsRepointsAndStartsTheServices() {
        UpgradeReport report = world.carryOut(world.uprev().build(), request());

        assertOutcome(Outcome.COMPLETED, report);
        HostPort now = world.target.instance().address();
        assertThat(world.services.calls())
                .containsExactly(
                        "web to 0", "worker to 0", "web at " + now, "worker at " + now, "worker to 1", "web to 3");
        world.assertServicesUse(world.target.instance());
        assertThat(world.target.contents()).isEqualTo(world.source.contents());
        assertThat(report.downtime()).isPresent();
        assertThat(report.verification()).isPresent();
        assertThat(report.byHand()).isNotEmpty();
    }

    @Test
    void servicesAreDownWhileDataMove() {
        StringBuilder seen = new StringBuilder();
        Uprev uprev = world.uprev()
                .listener(at("dump", () -> seen.append(world.services.copies("web"))))
                .listener(at("verify", () -> seen.append(world.services.copies("worker"))))
                .build();

        assertOutcome(Outcome.COMPLETED, world.carryOut(uprev, request()));

        assertThat(seen).hasToString("00");
    }

    @Test
    void servicesComeBackAsTheyWereWhenTheComparisonFails() {
        Uprev uprev = world.uprev()
                .listener(at("verify", () -> world.target.delete("orders", "order 7")))
                .build();

        UpgradeReport report = world.carryOut(uprev, request());

        assertOutcome(Outcome.ROLLED_BACK, report);
        assertThat(report.error())
                .hasValueSatisfying(error ->
                        assertThat(error).contains("orders: records is 20 on the source and 19 on the target"));
        world.assertServicesUse(world.source.instance());
        assertThat(world.target.contents()).isEmpty();
        assertThat(world.services.calls()).noneMatch(call -> call.contains(" at "));
    }

    @Test
    void servicesArePointedBackWhenTheyDoNotStart() {
        Uprev uprev = world.uprev()
                .services(new StuckServices(world.services, RecipeFixture.WORKER))
                .build();

        UpgradeReport report = world.carryOut(
                uprev,
                request()
                        .services(new ServiceSettings(
                                List.of(RecipeFixture.WEB, RecipeFixture.WORKER), true, Duration.ofMillis(300))));

        assertOutcome(Outcome.ROLLED_BACK, report);
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("worker", "fix:"));
        world.assertServicesUse(world.source.instance());
    }

    @Test
    void warnsWhenServicesKeepRunning() {
        Uprev uprev = world.uprev().build();
        ServiceSettings running =
                new ServiceSettings(List.of(RecipeFixture.WEB, RecipeFixture.WORKER), false, Duration.ofSeconds(5));
        UpgradePlan plan = executable(uprev.plan(request().services(running).build()));

        assertThat(plan.findings()).extracting(Finding::code).contains("services-keep-running");
        assertOutcome(Outcome.COMPLETED, uprev.execute(plan));
        assertThat(world.services.calls())
                .allMatch(call -> call.contains(" at "))
                .hasSize(2);
    }

    @Test
    void createsTheTarget() {
        UpgradeReport report = world.carryOut(world.uprev().build(), requestToCreate());

        assertOutcome(Outcome.COMPLETED, report);
        MemoryServer created = world.servers.server("new").orElseThrow();
        assertThat(created.version()).hasToString("3");
        assertThat(created.contents()).isEqualTo(world.source.contents());
        world.assertServicesUse(created.instance());
        assertThat(world.target.contents()).isEmpty();
    }

    @Test
    void removesTheTargetThatItCreatedWhenTheUpgradeFails() {
        Uprev uprev = world.uprev()
                .listener(at(
                        "verify",
                        () -> world.servers.server("new").orElseThrow().insert("orders", "order 20")))
                .build();

        assertOutcome(Outcome.ROLLED_BACK, world.carryOut(uprev, requestToCreate()));

        assertThat(world.servers.server("new")).isEmpty();
        world.assertServicesUse(world.source.instance());
    }

    @Test
    void refusesACreatedTargetOfAnotherVersion() {
        MemoryServer wrong = MemoryServer.start("2.0");
        world.servers.adopt("new", wrong);

        UpgradeReport report =
                world.carryOut(world.uprev().onFailure(FailurePolicy.HALT).build(), requestToCreate());

        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("2.0", "3", "fix:"));
        assertThat(wrong.contents()).isEmpty();
        assertThat(world.services.calls()).isEmpty();
    }

    @Test
    void refusesAPlanThatIsOutOfDate() {
        Uprev uprev = world.uprev().build();
        UpgradePlan plan = executable(uprev.plan(request().build()));
        world.source.create("invoices");

        UpgradeReport report = uprev.execute(plan);

        assertOutcome(Outcome.ROLLED_BACK, report);
        assertThat(report.error())
                .hasValueSatisfying(error ->
                        assertThat(error).contains("the source has changed", "invoices", "fix: make a new plan"));
        assertThat(world.services.calls()).isEmpty();
        assertThat(world.target.contents()).isEmpty();
    }

    @Test
    void moreRecordsAreNoReasonToRefuseAPlan() {
        Uprev uprev = world.uprev().build();
        UpgradePlan plan = executable(uprev.plan(request().build()));
        world.source.insert("orders", "order 20");

        assertOutcome(Outcome.COMPLETED, uprev.execute(plan));

        assertThat(world.target.contents()).isEqualTo(world.source.contents());
    }

    @Test
    void dumpsAloneAndRestoresAlone() {
        Path archive = folder.resolve("archive");
        Uprev uprev = world.uprev().build();
        UpgradePlan dump = executable(
                uprev.plan(request().scope(UpgradeScope.DUMP).archive(archive).build()));
        assertThat(ids(dump)).containsExactly("preflight", "dump");
        assertOutcome(Outcome.COMPLETED, uprev.execute(dump));
        assertThat(world.target.contents()).isEmpty();

        UpgradePlan restore = executable(uprev.plan(request()
                .scope(UpgradeScope.RESTORE)
                .verification(VerificationLevel.NONE)
                .archive(archive)
                .build()));
        assertThat(ids(restore)).containsExactly("preflight", "check-target", "check-archive", "restore");
        assertOutcome(Outcome.COMPLETED, uprev.execute(restore));

        assertThat(world.target.contents()).isEqualTo(world.source.contents());
        assertThat(world.services.calls()).isEmpty();
    }

    @Test
    void comparesAlone() {
        Uprev uprev = world.uprev().build();
        UpgradePlan verify =
                executable(uprev.plan(request().scope(UpgradeScope.VERIFY).build()));
        assertThat(ids(verify)).containsExactly("preflight", "verify");

        UpgradeReport report = uprev.execute(verify);

        assertThat(report.isCompleted()).isFalse();
        assertThat(report.verification())
                .hasValueSatisfying(found -> assertThat(found.isEqual()).isFalse());
        assertThat(world.services.calls()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> goesOnAfterADeathAtEveryEntryOfTheJournal() {
        return Deaths.of(folder, DumpAndRestoreRecipeTest::requestToCreate).atEveryEntry(ended -> {
            assertOutcome(Outcome.COMPLETED, ended.report());
            MemoryServer created = ended.world().servers.server("new").orElseThrow();
            assertThat(created.contents()).isEqualTo(ended.world().source.contents());
            ended.world().assertServicesUse(created.instance());
        });
    }

    /** Whether it dies on its way forth or on its way back. */
    @TestFactory
    Stream<DynamicTest> isTakenBackAfterADeathAtEveryEntryOfTheJournal() {
        return new Deaths(folder, DumpAndRestoreRecipeTest::requestToCreate, DumpAndRestoreRecipeTest::spoil)
                .atEveryEntry(ended -> {
                    assertOutcome(Outcome.ROLLED_BACK, ended.report());
                    assertThat(ended.world().servers.server("new")).isEmpty();
                    ended.world().assertServicesUse(ended.world().source.instance());
                });
    }

    private static UpgradeListener spoil(RecipeFixture world) {
        return at("verify", () -> world.servers.server("new").orElseThrow().insert("orders", "too many"));
    }
}
