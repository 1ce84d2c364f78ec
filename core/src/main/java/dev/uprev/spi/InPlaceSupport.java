package dev.uprev.spi;

import dev.uprev.model.Hop;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the source's own data to newer binaries, hop by hop. Thread-safe. Plans only, like every capability: the
 * controller that it is given is for its steps, which stop and start the server named by the request's target.
 */
public interface InPlaceSupport extends Capability {
    /** What keeps the way back; in {@link dev.uprev.model.Phase#BACKUP}. */
    List<Step> backup(PlanContext context, InstanceController servers);

    /**
     * One hop: steps in STOP, UPGRADE, START and CHECK. Ids must differ from hop to hop. What has to be made final
     * between two hops is a step of its own with {@link dev.uprev.plan.Effect#POINT_OF_NO_RETURN}.
     */
    List<Step> hop(PlanContext context, Hop hop, InstanceController servers);

    /** What makes the last hop final, after verification; in {@link dev.uprev.model.Phase#FINALIZE}. */
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
