package dev.uprev.spi;

import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.plan.PlanContext;
import java.util.List;

/**
 * Reads an archive into the target. Its steps are in {@link dev.uprev.model.Phase#TRANSFER}; the first may overlap the
 * dump and then takes entries as they appear. Undo empties the target again.
 */
public interface RestoreSupport extends Capability {
    /**
     * Looks at the target alone, also at one that the upgrade has just created, before anything is written to it.
     *
     * @throws dev.uprev.error.UpgradeException when it cannot be looked at
     */
    List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access);
}
