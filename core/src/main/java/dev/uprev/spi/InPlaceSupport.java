package dev.uprev.spi;

import dev.uprev.compat.Finding;
import dev.uprev.model.Hop;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the source's own data to newer binaries, hop by hop. Thread-safe. Plans only, like every capability: the
 * controller that it is given is for its steps, which stop and start the server named by the request's target.
 */
public interface InPlaceSupport extends Capability {
    /**
     * Adds what only the server's files tell, as far as they can be seen, to what the inspector saw of the server.
     * Changes nothing. What cannot be seen is for the preflight to tell.
     */
    default InstanceFacts inspect(
            InstanceFacts seen, UpgradeRequest request, InspectionContext access, InstanceController servers) {
        return seen;
    }

    /**
     * As {@link #preflight(PlanContext, InspectionContext)}, for which it stands in, with a look at the server's files.
     * What it needs besides the server, it makes beside the server's files and takes away again.
     */
    default List<Finding> preflight(PlanContext context, InspectionContext access, InstanceController servers) {
        return preflight(context, access);
    }

    /**
     * What keeps the way back, and what notes how things are, to be compared afterwards; in
     * {@link dev.uprev.model.Phase#BACKUP}.
     */
    List<Step> backup(PlanContext context, InstanceController servers);

    /**
     * One hop: steps in STOP, UPGRADE, START and CHECK, which are taken in the order of this list: where there are
     * several servers, one may be done before the next is begun. Ids must differ from hop to hop. What has to be made
     * final between two hops is a step of its own with {@link dev.uprev.plan.Effect#POINT_OF_NO_RETURN}.
     */
    List<Step> hop(PlanContext context, Hop hop, InstanceController servers);

    /**
     * What comes after the last hop: the comparison with what was there before, in
     * {@link dev.uprev.model.Phase#VERIFY}, then what makes the hop final or completes it, in
     * {@link dev.uprev.model.Phase#FINALIZE}.
     */
    List<Step> finish(PlanContext context, InstanceController servers);

    /** All of them, for a look at what they are: they know of no server and cannot be run. */
    @Override
    default List<Step> steps(PlanContext context) {
        InstanceController none = InstanceController.none();
        List<Step> steps = new ArrayList<>(backup(context, none));
        context.path().hops().forEach(hop -> steps.addAll(hop(context, hop, none)));
        steps.addAll(finish(context, none));
        return steps;
    }
}
