package dev.uprev.elasticsearch;

import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;

/** Compares definitions of the target with those of a dump. */
final class DefinitionsComparison {
    private final DumpedDefinitions dumped;
    private final Cluster target;

    DefinitionsComparison(StepContext context, DumpedDefinitions dumped, Cluster target, Differences differences) {
        this.dumped = dumped;
        this.target = target;
    }

    void carryOut() {}
}
