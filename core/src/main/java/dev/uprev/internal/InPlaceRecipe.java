package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.PlannedSteps;
import dev.uprev.plan.Step;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import java.util.ArrayList;
import java.util.List;

/** The source's own data get newer binaries, one hop after the other. */
final class InPlaceRecipe implements Recipe {
    private final ServiceSteps services;
    private final InstanceController servers;

    InPlaceRecipe(ServiceSteps services, InstanceController servers) {
        this.services = services;
        this.servers = servers;
    }

    @Override
    public List<Need> needs(EngineProvider engine, PlanContext context) {
        return List.of(new Need("upgrade in place", engine.inPlace()));
    }

    @Override
    public List<Finding> preflight(EngineProvider engine, PlanContext context, InspectionContext access) {
        return engine.inPlace().orElseThrow().preflight(context, access, servers);
    }

    @Override
    public PlannedSteps steps(EngineProvider engine, PlanContext context) {
        InPlaceSupport inPlace = engine.inPlace().orElseThrow();
        List<Step> steps = new ArrayList<>();
        steps.addAll(services.quiesce(context));
        steps.addAll(
                new Steps(Phase.BACKUP).add(inPlace.backup(context, servers)).inOrder());
        for (Hop hop : context.path().hops()) {
            steps.addAll(new Steps(Phase.STOP, Phase.UPGRADE, Phase.START, Phase.CHECK)
                    .add(inPlace.hop(context, hop, servers))
                    .asGiven());
        }
        steps.addAll(new Steps(Phase.VERIFY, Phase.FINALIZE)
                .add(inPlace.finish(context, servers))
                .inOrder());
        steps.addAll(services.resume(context));
        return PlannedSteps.of(steps);
    }
}
