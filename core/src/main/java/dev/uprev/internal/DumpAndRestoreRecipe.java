package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.Capability;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InspectionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dump to the local filesystem, restore from it; or only one of them, or only the comparison. */
final class DumpAndRestoreRecipe implements Recipe {
    private final ServiceSteps services;
    private final TargetSteps targets;

    DumpAndRestoreRecipe(ServiceSteps services, TargetSteps targets) {
        this.services = services;
        this.targets = targets;
    }

    @Override
    public List<String> missing(EngineProvider engine, PlanContext context) {
        List<String> missing = new ArrayList<>();
        UpgradeScope scope = context.request().scope();
        if (dumps(scope) && engine.dump().isEmpty()) {
            missing.add("dump");
        }
        if (restores(scope) && engine.restore().isEmpty()) {
            missing.add("restore");
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
        Steps steps = new Steps(
                Phase.PREFLIGHT,
                Phase.PREPARE,
                Phase.QUIESCE,
                Phase.TRANSFER,
                Phase.VERIFY,
                Phase.CUTOVER,
                Phase.RESUME);
        UpgradeScope scope = context.request().scope();
        if (restores(scope)) {
            steps.add(targets.prepare(context));
        }
        if (scope == UpgradeScope.WHOLE) {
            steps.add(services.quiesce(context)).add(services.cutover(context)).add(services.resume(context));
        }
        capabilities(engine, context).forEach(capability -> steps.add(capability.steps(context)));
        return steps.inOrder();
    }

    private static List<Capability> capabilities(EngineProvider engine, PlanContext context) {
        UpgradeScope scope = context.request().scope();
        List<Optional<? extends Capability>> wanted = new ArrayList<>();
        if (dumps(scope)) {
            wanted.add(engine.dump());
        }
        if (restores(scope)) {
            wanted.add(engine.restore());
        }
        if (verifies(context)) {
            wanted.add(engine.verification());
        }
        return wanted.stream().<Capability>flatMap(Optional::stream).toList();
    }

    private static boolean dumps(UpgradeScope scope) {
        return scope == UpgradeScope.WHOLE || scope == UpgradeScope.DUMP;
    }

    private static boolean restores(UpgradeScope scope) {
        return scope == UpgradeScope.WHOLE || scope == UpgradeScope.RESTORE;
    }

    private static boolean verifies(PlanContext context) {
        return context.request().scope() != UpgradeScope.DUMP
                && context.request().verification() != VerificationLevel.NONE;
    }
}
