package dev.uprev.internal;

import dev.uprev.model.Phase;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.EngineProvider;
import java.util.ArrayList;
import java.util.List;

/** A second server follows the first and takes over. */
final class ReplicationRecipe implements Recipe {
    private final ServiceSteps services;
    private final TargetSteps targets;

    ReplicationRecipe(ServiceSteps services, TargetSteps targets) {
        this.services = services;
        this.targets = targets;
    }

    @Override
    public List<Need> needs(EngineProvider engine, PlanContext context) {
        List<Need> needs = new ArrayList<>();
        needs.add(new Need("replication", engine.replication()));
        if (Recipe.verifies(context)) {
            needs.add(new Need("verification", engine.verification()));
        }
        return needs;
    }

    @Override
    public List<Step> steps(EngineProvider engine, PlanContext context) {
        // The services are at zero before the engine's own QUIESCE steps fence the source.
        Steps steps = new Steps(
                        Phase.PREFLIGHT,
                        Phase.PREPARE,
                        Phase.SEED,
                        Phase.CATCH_UP,
                        Phase.QUIESCE,
                        Phase.DRAIN,
                        Phase.VERIFY,
                        Phase.CUTOVER,
                        Phase.RESUME,
                        Phase.ROLLBACK_WINDOW,
                        Phase.CLEANUP)
                .add(targets.prepare(context))
                .add(services.quiesce(context));
        capabilities(engine, context).forEach(capability -> steps.add(capability.steps(context)));
        return steps.add(services.cutover(context))
                .add(services.resume(context))
                .inOrder();
    }
}
