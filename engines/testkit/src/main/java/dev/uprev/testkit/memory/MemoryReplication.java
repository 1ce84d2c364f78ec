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

/**
 * A copy of the source at one position of its log, and then the changes behind that position; afterwards the same in
 * the other direction, without the copy.
 */
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
                        .action(run -> follow(source(run), identityOfSource(run), target(run))),
                Step.builder("fence-source", Phase.QUIESCE, "let nobody write to the source any more")
                        .effect(Effect.WRITES_SOURCE)
                        .undo(run -> source(run).fence(false))
                        .action(run -> source(run).fence(true)),
                Step.builder("drain", Phase.DRAIN, "apply the last changes")
                        .effect(Effect.WRITES_TARGET)
                        .action(run -> drain(source(run), identityOfSource(run), target(run))),
                Step.builder("arm-rollback", Phase.ROLLBACK_WINDOW, "let the source follow the target")
                        .effect(Effect.WRITES_SOURCE)
                        .undo(run -> source(run).forget(identityOfTarget(run)))
                        .action(MemoryReplication::arm),
                Step.builder("forget-positions", Phase.CLEANUP, "forget both positions, open the source")
                        .effect(Effect.WRITES_SOURCE)
                        .action(MemoryReplication::forget));
    }

    @Override
    public List<Step> rollback(PlanContext context) {
        return List.of(
                Step.builder("rollback-fence-target", Phase.QUIESCE, "let nobody write to the target any more")
                        .effect(Effect.WRITES_TARGET)
                        .undo(run -> target(run).fence(false))
                        .action(run -> target(run).fence(true)),
                Step.builder("rollback-drain", Phase.DRAIN, "apply the last changes to the source")
                        .effect(Effect.WRITES_SOURCE)
                        .action(run -> drain(target(run), identityOfTarget(run), source(run))),
                Step.builder("rollback-open-source", Phase.CUTOVER, "let the source be written again")
                        .effect(Effect.WRITES_SOURCE)
                        .undo(run -> source(run).fence(true))
                        .action(run -> source(run).fence(false)),
                Step.builder("rollback-forget-positions", Phase.CLEANUP, "forget both positions, open the target")
                        .effect(Effect.WRITES_SOURCE)
                        .action(MemoryReplication::forget));
    }

    /** Before anybody writes to the target. */
    private static void arm(StepContext run) {
        MemoryStore source = source(run);
        String target = identityOfTarget(run);
        if (source.positionOf(target).isEmpty()) {
            source.follow(target, List.of(), target(run).position());
        }
    }

    private static void forget(StepContext run) {
        target(run).forget(identityOfSource(run));
        source(run).forget(identityOfTarget(run));
        source(run).fence(false);
        target(run).fence(false);
    }

    private static String identityOfSource(StepContext run) {
        return run.plan().source().identity();
    }

    private static String identityOfTarget(StepContext run) {
        return run.target().address().toString();
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

    private static void follow(MemoryStore from, String identity, MemoryStore to) {
        int position = to.positionOf(identity)
                .orElseThrow(() -> UpgradeException.failed("not-seeded", "a server cannot follow the other")
                        .seen(identity)
                        .why("it does not know from where on")
                        .fix("empty it and begin again"));
        List<Change> changes = from.changes(position);
        to.follow(identity, changes, position + changes.size());
    }

    private static void drain(MemoryStore from, String identity, MemoryStore to) {
        follow(from, identity, to);
        Optional<Integer> arrived = to.positionOf(identity);
        int last = from.position();
        if (!arrived.equals(Optional.of(last))) {
            throw UpgradeException.failed("not-drained", "the last changes have not arrived")
                    .seen(arrived + " of " + last)
                    .fix("find out who still writes to " + identity);
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
