package dev.uprev.spi;

import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import java.util.List;

/**
 * Lets the target follow the source and take over. Its steps are in the phases PREPARE, SEED, CATCH_UP, QUIESCE (the
 * fence, after the services are at zero), DRAIN, ROLLBACK_WINDOW (the source follows the target, before anybody writes
 * to that) and CLEANUP; each with an undo until the cutover. Where there is a way back, the steps of CLEANUP are not
 * taken before the user finishes the upgrade.
 */
public interface ReplicationSupport extends Capability {
    /**
     * The way back after the upgrade, with all that was written to the target: steps in the phases QUIESCE (the
     * target's fence, after the services are at zero), DRAIN, CUTOVER (the source can be written again, before the
     * services are pointed to it) and CLEANUP. Ids differ from those of {@link #steps}. None where the engine has no
     * way back.
     */
    default List<Step> rollback(PlanContext context) {
        return List.of();
    }
}
