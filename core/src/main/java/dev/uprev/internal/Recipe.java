package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.PlannedSteps;
import dev.uprev.spi.Capability;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InspectionContext;
import java.util.List;
import java.util.Optional;

/** How the steps of one method come together: which capabilities it needs, and in which order their phases go. */
interface Recipe {
    /** A capability that the method needs, by the name that people know it by; absent where the engine lacks it. */
    record Need(String name, Optional<? extends Capability> capability) {}

    /** What the method needs of the engine for this request. */
    List<Need> needs(EngineProvider engine, PlanContext context);

    /** All steps in their order, with those that end a rollback window. A pure function of the context. */
    PlannedSteps steps(EngineProvider engine, PlanContext context);

    /** The capabilities that the engine lacks for this, in words; empty when it can be done. */
    default List<String> missing(EngineProvider engine, PlanContext context) {
        return needs(engine, context).stream()
                .filter(need -> need.capability().isEmpty())
                .map(Need::name)
                .toList();
    }

    /** The capabilities that the engine has of those that are needed. */
    default List<Capability> capabilities(EngineProvider engine, PlanContext context) {
        return needs(engine, context).stream()
                .<Capability>flatMap(need -> need.capability().stream())
                .toList();
    }

    /** What the capabilities find on the live servers. */
    default List<Finding> preflight(EngineProvider engine, PlanContext context, InspectionContext access) {
        return capabilities(engine, context).stream()
                .flatMap(capability -> capability.preflight(context, access).stream())
                .toList();
    }

    /** Whether source and target are to be compared. */
    static boolean verifies(PlanContext context) {
        return context.request().verification() != VerificationLevel.NONE;
    }
}
