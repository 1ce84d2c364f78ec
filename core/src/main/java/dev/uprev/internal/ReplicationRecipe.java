package dev.uprev.internal;

import dev.uprev.model.Phase;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.PlannedSteps;
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

    /** Where there is a way back, nothing is cleaned up before the user says so. */
    @Override
    public PlannedSteps steps(EngineProvider engine, PlanContext context) {
        List<Step> rollback = rollback(engine, context);
        List<Step> all = upgrade(engine, context);
        if (rollback.isEmpty()) {
            return PlannedSteps.of(all);
        }
        return new PlannedSteps(
                all.stream().filter(step -> step.phase() != Phase.CLEANUP).toList(),
                all.stream().filter(step -> step.phase() == Phase.CLEANUP).toList(),
                rollback);
    }

    private List<Step> upgrade(EngineProvider engine, PlanContext context) {
        // The services are at zero before the engine's own QUIESCE steps fence the source.
        Steps steps = new Steps(
                        Phase.PREFLIGHT,
                        Phase.PREPARE,
                        Phase.SEED,
                        Phase.CATCH_UP,
                        Phase.QUIESCE,
                        Phase.DRAIN,
                        Phase.VERIFY,
                        Phase.ROLLBACK_WINDOW,
                        Phase.CUTOVER,
                        Phase.RESUME,
                        Phase.CLEANUP)
                .add(targets.prepare(context))
                .add(services.quiesce(context));
        capabilities(engine, context).forEach(capability -> steps.add(capability.steps(context)));
        return steps.add(services.cutover(context))
                .add(services.resume(context))
                .inOrder();
    }

    private List<Step> rollback(EngineProvider engine, PlanContext context) {
        List<Step> itsOwn = engine.replication()
                .map(replication -> replication.rollback(context))
                .orElse(List.of());
        if (itsOwn.isEmpty()) {
            return List.of();
        }
        ServiceSteps back = services.back();
        Steps steps = new Steps(Phase.QUIESCE, Phase.DRAIN, Phase.VERIFY, Phase.CUTOVER, Phase.RESUME, Phase.CLEANUP)
                .add(back.quiesce(context))
                .add(itsOwn);
        if (Recipe.verifies(context)) {
            engine.verification()
                    .ifPresent(verification -> steps.add(verification.steps(context).stream()
                            .map(step -> step.withId("rollback-" + step.id()))
                            .toList()));
        }
        return steps.add(back.cutover(context)).add(back.resume(context)).inOrder();
    }
}
