package dev.uprev.internal;

import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InPlaceSupport;
import java.util.ArrayList;
import java.util.List;

/** The source's own data get newer binaries, one hop after the other. */
final class InPlaceRecipe implements Recipe {
    private final ServiceSteps services;

    InPlaceRecipe(ServiceSteps services) {
        this.services = services;
    }

    @Override
    public List<Need> needs(EngineProvider engine, PlanContext context) {
        return List.of(new Need("upgrade in place", engine.inPlace()));
    }

    @Override
    public List<Step> steps(EngineProvider engine, PlanContext context) {
        InPlaceSupport inPlace = engine.inPlace().orElseThrow();
        List<Step> steps = new ArrayList<>();
        steps.addAll(services.quiesce(context));
        steps.addAll(new Steps(Phase.BACKUP).add(inPlace.backup(context)).inOrder());
        for (Hop hop : context.path().hops()) {
            steps.addAll(new Steps(Phase.STOP, Phase.UPGRADE, Phase.START, Phase.CHECK)
                    .add(inPlace.hop(context, hop))
                    .inOrder());
        }
        steps.addAll(new Steps(Phase.VERIFY, Phase.FINALIZE)
                .add(inPlace.finish(context))
                .inOrder());
        steps.addAll(services.resume(context));
        return steps;
    }
}
