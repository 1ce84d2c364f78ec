package dev.uprev.testkit.contract;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what the servers hold before and after each step with what the step's effect allows. */
final class EffectWatch implements UpgradeListener {
    private static final Set<Effect> MAY_WRITE_SOURCE = EnumSet.of(Effect.WRITES_SOURCE, Effect.POINT_OF_NO_RETURN);
    private static final Set<Effect> MAY_WRITE_TARGET =
            EnumSet.of(Effect.WRITES_TARGET, Effect.WRITES_SOURCE, Effect.POINT_OF_NO_RETURN);

    private final UpgradePlan plan;
    private final ServerUnderTest source;
    private final ServerUnderTest target;
    private final List<String> transgressions = new ArrayList<>();
    private SortedMap<String, String> sourceBefore = new TreeMap<>();
    private SortedMap<String, String> targetBefore = new TreeMap<>();
    private int steps;

    EffectWatch(UpgradePlan plan, ServerUnderTest source, ServerUnderTest target) {
        this.plan = plan;
        this.source = source;
        this.target = target;
    }

    @Override
    public void onEvent(UpgradeEvent event) {
        if (event instanceof StepStarted) {
            sourceBefore = source.contents();
            targetBefore = target.contents();
        } else if (event instanceof StepFinished finished) {
            steps++;
            compare(finished.step());
        }
    }

    private void compare(String id) {
        Step step = plan.steps().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
        if (!MAY_WRITE_SOURCE.contains(step.effect()) && !source.contents().equals(sourceBefore)) {
            transgressions.add(step + " (" + step.effect() + ") has written to the source");
        }
        if (!MAY_WRITE_TARGET.contains(step.effect()) && !target.contents().equals(targetBefore)) {
            transgressions.add(step + " (" + step.effect() + ") has written to the target");
        }
    }

    List<String> transgressions() {
        return List.copyOf(transgressions);
    }

    int stepsSeen() {
        return steps;
    }
}
