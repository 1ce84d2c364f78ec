package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.model.Phase;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.Capability;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InspectionContext;
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
    public List<String> missing(EngineProvider engine, PlanContext context) {
        List<String> missing = new ArrayList<>();
        if (engine.replication().isEmpty()) {
            missing.add("replication");
        }
        if (verifies(context) && engine.verification().isEmpty()) {
            missing.add("verification");
        }
        return missing;
    }

    @Override
    public List<Finding> preflight(EngineProvider engine, PlanContext context, InspectionContext access) {
        return capabilities(engine, context).stream()
                .flatMap(capability -> capability.preflight(context, access).stream())
                .toList();
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

    private static List<Capability> capabilities(EngineProvider engine, PlanContext context) {
        List<Capability> capabilities = new ArrayList<>();
        engine.replication().ifPresent(capabilities::add);
        if (verifies(context)) {
            engine.verification().ifPresent(capabilities::add);
        }
        return capabilities;
    }

    private static boolean verifies(PlanContext context) {
        return context.request().verification() != VerificationLevel.NONE;
    }
}
