package dev.uprev.postgresql;

import dev.uprev.plan.StepContext;
import dev.uprev.transfer.RunArchive;

/**
 * Takes back all that a seed has made, wherever it was interrupted: the subscriptions, what was restored on the target,
 * the slots, the publications and the marker. What one server refuses does not keep the other from being cleared.
 */
final class SeedUndo {
    private final StepContext context;
    private final Route route;

    SeedUndo(StepContext context) {
        this.context = context;
        this.route = Route.forward(context);
    }

    /**
     * Takes back everything.
     *
     * @throws dev.uprev.error.UpgradeException as {@link RestoreUndo#carryOut}, or when a server cannot be reached
     */
    void carryOut() throws Exception {
        try {
            Replica.dropSubscriptions(route);
            new RestoreUndo(context).carryOut();
            RunArchive.discard(context);
        } finally {
            Replica.unpublish(route);
        }
    }
}
