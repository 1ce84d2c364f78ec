package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.PlannedSteps;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InspectionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Dump to the local filesystem, restore from it; or only one of them, or only the comparison. */
final class DumpAndRestoreRecipe implements Recipe {
    private final ServiceSteps services;
    private final TargetSteps targets;

    DumpAndRestoreRecipe(ServiceSteps services, TargetSteps targets) {
        this.services = services;
        this.targets = targets;
    }

    @Override
    public List<Need> needs(EngineProvider engine, PlanContext context) {
        List<Need> needs = new ArrayList<>();
        UpgradeScope scope = context.request().scope();
        if (dumps(scope)) {
            needs.add(new Need("dump", engine.dump()));
        }
        if (restores(scope)) {
            needs.add(new Need("restore", engine.restore()));
        }
        if (scope != UpgradeScope.DUMP && Recipe.verifies(context)) {
            needs.add(new Need("verification", engine.verification()));
        }
        return needs;
    }

    /** A target that is there already is looked at before the plan is made; one to be created, when it exists. */
    @Override
    public List<Finding> preflight(EngineProvider engine, PlanContext context, InspectionContext access) {
        SideBySide<List<Finding>, List<Finding>> findings = SideBySide.of(
                () -> Recipe.super.preflight(engine, context, access), () -> checkTarget(engine, context, access));
        return Stream.concat(findings.first().stream(), findings.second().stream())
                .distinct()
                .toList();
    }

    private static List<Finding> checkTarget(EngineProvider engine, PlanContext context, InspectionContext access) {
        return restores(context.request().scope())
                        && context.request().target() instanceof UpgradeTarget.Existing existing
                ? engine.restore()
                        .map(restore -> restore.checkTarget(context, existing.instance(), access))
                        .orElse(List.of())
                : List.of();
    }

    @Override
    public PlannedSteps steps(EngineProvider engine, PlanContext context) {
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
        return PlannedSteps.of(steps.inOrder());
    }

    private static boolean dumps(UpgradeScope scope) {
        return scope == UpgradeScope.WHOLE || scope == UpgradeScope.DUMP;
    }

    private static boolean restores(UpgradeScope scope) {
        return scope == UpgradeScope.WHOLE || scope == UpgradeScope.RESTORE;
    }
}
