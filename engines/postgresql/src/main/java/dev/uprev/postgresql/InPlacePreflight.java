package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import java.util.List;

final class InPlacePreflight {
    private InPlacePreflight() {}

    static List<Finding> look(PlanContext context, InspectionContext access, InstanceController servers) {
        return List.of();
    }
}
