package dev.uprev.testkit.contract;

import static dev.uprev.testkit.contract.RecipeFixture.executable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeListener;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Upgrades that die and go on, each in a world of its own.
 *
 * @param folder for their journals
 * @param request what is wanted of a world
 * @param listener what happens in it meanwhile
 * @param before what is done with the plan before, without dying
 * @param verb what dies
 */
record Deaths(
        Path folder,
        Function<RecipeFixture, UpgradeRequest.Builder> request,
        Function<RecipeFixture, UpgradeListener> listener,
        BiConsumer<Uprev, UpgradePlan> before,
        BiConsumer<Uprev, UpgradePlan> verb) {

    /** Deaths in the upgrade itself. */
    Deaths(
            Path folder,
            Function<RecipeFixture, UpgradeRequest.Builder> request,
            Function<RecipeFixture, UpgradeListener> listener) {
        this(folder, request, listener, (uprev, plan) -> {}, Uprev::execute);
    }

    static Deaths of(Path folder, Function<RecipeFixture, UpgradeRequest.Builder> request) {
        return new Deaths(folder, request, world -> event -> {});
    }

    /** Deaths in what comes after the upgrade. */
    Deaths after(BiConsumer<Uprev, UpgradePlan> upgrade, BiConsumer<Uprev, UpgradePlan> end) {
        return new Deaths(folder, request, listener, upgrade, end);
    }

    /** One test for each entry that the journal of such an upgrade has. */
    Stream<DynamicTest> atEveryEntry(Consumer<Ended> expectation) {
        return IntStream.range(1, entries())
                .mapToObj(number -> DynamicTest.dynamicTest("before entry " + number, () -> {
                    try (RecipeFixture world = new RecipeFixture(folder.resolve("run" + number))) {
                        expectation.accept(new Ended(world, diesAndGoesOn(world, number)));
                    }
                }));
    }

    private int entries() {
        try (RecipeFixture world = new RecipeFixture(folder.resolve("whole"))) {
            Mortality mortality = Mortality.none();
            verb.accept(uprev(world, mortality), begin(world));
            return mortality.writes();
        }
    }

    private UpgradePlan begin(RecipeFixture world) {
        Uprev uprev = uprev(world, Mortality.none());
        UpgradePlan plan = executable(uprev.plan(request.apply(world).build()));
        before.accept(uprev, plan);
        return plan;
    }

    private Uprev uprev(RecipeFixture world, Mortality mortality) {
        return world.uprev()
                .journal(mortality.over(world.journal()))
                .listener(listener.apply(world))
                .build();
    }

    private UpgradeReport diesAndGoesOn(RecipeFixture world, int entry) {
        Mortality mortality = Mortality.beforeEntry(entry);
        UpgradePlan plan = begin(world);
        try {
            verb.accept(uprev(world, mortality), plan);
        } catch (RuntimeException e) {
            assertThat(mortality.isDead()).as(e.toString()).isTrue();
        }
        assertThat(mortality.isDead()).as("the run died").isTrue();
        return uprev(world, Mortality.none()).resume(plan.id());
    }

    /** A world in which an upgrade died, went on and ended. */
    record Ended(RecipeFixture world, UpgradeReport report) {}
}
