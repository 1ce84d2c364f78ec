package dev.uprev.testkit.memory;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.ReplicationSupport;
import java.util.List;
import java.util.Optional;

/** A copy of the source at one position of its log, and then the changes behind that position. */
final class MemoryReplication implements ReplicationSupport {
    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access) {
        return MemoryRestore.targetIsEmpty(context);
    }

    @Override
    public List<Step> steps(PlanContext context) {
        return List.of(
                Step.builder("seed", Phase.SEED, "copy the collections")
                        .effect(Effect.WRITES_TARGET)
                        .preview("collections: " + context.source().attributes().get(MemoryInspector.COLLECTIONS))
                        .undo(MemoryReplication::empty)
                        .action(MemoryReplication::seed),
                Step.builder("catch-up", Phase.CATCH_UP, "apply what has changed since")
                        .effect(Effect.WRITES_TARGET)
                        .action(MemoryReplication::follow),
                Step.builder("fence-source", Phase.QUIESCE, "let nobody write to the source any more")
                        .effect(Effect.WRITES_SOURCE)
                        .undo(run -> source(run).fence(false))
                        .action(run -> source(run).fence(true)),
                Step.builder("drain", Phase.DRAIN, "apply the last changes")
                        .effect(Effect.WRITES_TARGET)
                        .action(MemoryReplication::drain),
                Step.builder("forget-source", Phase.CLEANUP, "forget the source's position")
                        .effect(Effect.WRITES_TARGET)
                        .action(run -> target(run).forget(run.plan().source().identity())));
    }

    /** The copy arrives in one piece together with its position, so it is there or it is not. */
    private static void seed(StepContext run) {
        MemoryStore target = target(run);
        String source = run.plan().source().identity();
        if (target.positionOf(source).isEmpty()) {
            MemoryStore.Snapshot snapshot = source(run).snapshot();
            target.follow(source, snapshot.changes(), snapshot.position());
        }
    }

    private static void follow(StepContext run) {
        MemoryStore target = target(run);
        String identity = run.plan().source().identity();
        int position = target.positionOf(identity)
                .orElseThrow(() -> UpgradeException.failed("not-seeded", "the target cannot follow the source")
                        .why("it does not know from where on")
                        .fix("empty it and begin again"));
        List<Change> changes = source(run).changes(position);
        target.follow(identity, changes, position + changes.size());
    }

    private static void drain(StepContext run) {
        follow(run);
        Optional<Integer> arrived = target(run).positionOf(run.plan().source().identity());
        int last = source(run).position();
        if (!arrived.equals(Optional.of(last))) {
            throw UpgradeException.failed("not-drained", "the last changes have not arrived")
                    .seen(arrived + " of " + last)
                    .fix("find out who still writes to the source");
        }
    }

    private static void empty(StepContext run) {
        MemoryStore target = target(run);
        target.forget(run.plan().source().identity());
        target.names().forEach(name -> target.write(Change.drop(name)));
    }

    private static MemoryStore source(StepContext run) {
        return MemorySession.open(run.source(), run.secrets()).store();
    }

    private static MemoryStore target(StepContext run) {
        return MemorySession.open(run.target(), run.secrets()).store();
    }
}
