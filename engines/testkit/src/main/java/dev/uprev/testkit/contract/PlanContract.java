package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.json.Json;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.spi.Capability;
import dev.uprev.spi.EngineProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A plan changes nothing, says what will be done, and is the same each time. */
public abstract class PlanContract extends ServersContract {
    private UpgradePlan plan() {
        return executable(uprev().build().plan(request().build()));
    }

    private static List<Step> steps(Optional<? extends Capability> capability, PlanContext context) {
        return capability.orElseThrow().steps(context);
    }

    @Test
    void changesNothing() {
        plan();

        assertSourceUntouched();
        assertTargetEmpty();
        assertThat(folder.resolve("archive")).doesNotExist();
    }

    @Test
    void isTheSameTwice() {
        UpgradePlan first = plan();
        UpgradePlan second = plan();

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    }

    @Test
    void isMadeAgainFromTheJournal() {
        PlanContext context = plan().context();
        PlanContext read = Json.read(Json.write(context), PlanContext.class);
        EngineProvider provider = engine.provider();

        assertThat(ids(steps(provider.dump(), read))).isEqualTo(ids(steps(provider.dump(), context)));
        assertThat(ids(steps(provider.restore(), read))).isEqualTo(ids(steps(provider.restore(), context)));
        assertThat(ids(steps(provider.verification(), read))).isEqualTo(ids(steps(provider.verification(), context)));
    }

    private static List<String> ids(List<Step> steps) {
        return steps.stream().map(Step::id).toList();
    }

    @Test
    void saysWhatWillBeDone() {
        UpgradePlan plan = plan();

        assertThat(plan.steps()).allSatisfy(step -> {
            assertThat(step.id()).matches("[a-z0-9]+([-.][a-z0-9]+)*");
            assertThat(step.title()).isNotBlank();
            assertThat(plan.explain()).contains(step.title());
            assertThat(plan.toJson()).contains("\"" + step.id() + "\"");
        });
        assertThat(ids(plan.steps())).doesNotHaveDuplicates();
    }

    @Test
    void aDumpWritesLocalFilesOnly() {
        assertThat(steps(engine.provider().dump(), plan().context()))
                .isNotEmpty()
                .allSatisfy(step -> assertIn(step, Phase.TRANSFER, Effect.READ_ONLY, Effect.WRITES_SCRATCH));
    }

    @Test
    void aRestoreWritesToTheTargetAndCanBeUndone() {
        List<Step> steps = steps(engine.provider().restore(), plan().context());

        assertThat(steps)
                .isNotEmpty()
                .allSatisfy(step ->
                        assertIn(step, Phase.TRANSFER, Effect.READ_ONLY, Effect.WRITES_SCRATCH, Effect.WRITES_TARGET));
        assertThat(steps)
                .as("a step that empties the target again")
                .anySatisfy(step -> assertThat(step.undo()).isPresent());
    }

    @Test
    void aVerificationReadsOnly() {
        assertThat(steps(engine.provider().verification(), plan().context()))
                .isNotEmpty()
                .allSatisfy(step -> assertIn(step, Phase.VERIFY, Effect.READ_ONLY));
    }

    private static void assertIn(Step step, Phase phase, Effect first, Effect... others) {
        Set<Effect> allowed = EnumSet.of(first, others);
        assertThat(step.phase()).as(step.id()).isEqualTo(phase);
        assertThat(allowed).as("allowed effects of " + step.id()).contains(step.effect());
    }

    /** While a run goes on, each server changes only in steps that say so. */
    @Test
    void stepsDoNoMoreThanTheySay() {
        Uprev uprev = uprev().build();
        UpgradePlan plan = executable(uprev.plan(request()
                .transfer(request().build().transfer().withOverlap(false))
                .build()));
        EffectWatch watch = new EffectWatch(plan, source, target);
        Uprev watched = uprev().listener(watch).build();

        assertCompleted(watched.execute(plan));

        assertThat(watch.transgressions()).isEmpty();
        assertThat(watch.stepsSeen()).isEqualTo(plan.steps().size());
    }
}
