package dev.uprev.elasticsearch;

import dev.uprev.compat.Finding;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import java.util.ArrayList;
import java.util.List;

/** What will be converted, and what cannot be, by the rules alone: the target need not be there. Changes nothing. */
final class ConversionPreflight {
    private ConversionPreflight() {}

    static List<Finding> findings(PlanContext context, InspectionContext access) {
        Product to = context.target()
                .map(Move::product)
                .orElseGet(() -> new Product(
                        Move.product(context.source()).openSearch(),
                        context.path().target()));
        List<Finding> findings = new ArrayList<>();
        DefinitionSource.open(context, access, definitions -> {
            Move move = Move.of(definitions.product(), to, context.request());
            findings.addAll(ConversionFindings.of(PlannedDefinitions.of(definitions, move, TargetFeatures.of(to))
                    .changes()));
        });
        return findings;
    }
}
