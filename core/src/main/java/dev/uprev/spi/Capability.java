package dev.uprev.spi;

import dev.uprev.compat.Finding;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import java.util.List;

/**
 * Something an engine can do. A capability plans; it never acts: it gives steps, and the executor runs them. Must be
 * thread-safe.
 */
public interface Capability {
    /**
     * Looks at the live servers for what stands in the way, and changes nothing. All findings are given, each blocker
     * with its remedy.
     *
     * @throws dev.uprev.error.UpgradeException when a server cannot be looked at
     */
    default List<Finding> preflight(PlanContext context, InspectionContext access) {
        return List.of();
    }

    /** The steps, in their order within each phase. A pure function of the context: no look at any server. */
    List<Step> steps(PlanContext context);
}
