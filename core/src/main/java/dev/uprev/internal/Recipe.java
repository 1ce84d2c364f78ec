package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InspectionContext;
import java.util.List;

/** How the steps of one method come together: which capabilities it needs, and in which order their phases go. */
interface Recipe {
    /** The capabilities that the engine lacks for this, in words; empty when it can be done. */
    List<String> missing(EngineProvider engine, PlanContext context);

    /** What the capabilities find on the live servers. */
    List<Finding> preflight(EngineProvider engine, PlanContext context, InspectionContext access);

    /** All steps in their order. A pure function of the context. */
    List<Step> steps(EngineProvider engine, PlanContext context);
}
