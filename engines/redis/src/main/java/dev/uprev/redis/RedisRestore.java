package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.RestoreSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Restores a dump into empty servers: one step, which can be interrupted anywhere and run again. */
final class RedisRestore implements RestoreSupport {
    @Override
    public List<Step> steps(PlanContext context) {
        return List.of(Step.builder("restore", Phase.TRANSFER, "restore from the dump")
                .effect(Effect.WRITES_TARGET)
                .overlapsPrevious(context.request().transfer().overlap())
                .preview("RESTORE of each key with its time to live, "
                        + context.request().transfer().jobs() + " connections at a time")
                .undo(RedisRestore::empty)
                .action(run -> new RestoreRun(run).carryOut()));
    }

    @Override
    public List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access) {
        Connections connections = new Connections(Side.TARGET, target, access.secrets());
        List<Finding> findings = new ArrayList<>();
        try {
            for (HostPort primary : Topology.of(connections).primaries()) {
                try (RespConnection server = connections.open(primary)) {
                    ServerInfo info = ServerInfo.parse(server.call("INFO").toString());
                    if (!info.keys().isEmpty()) {
                        findings.add(Finding.blocker(
                                "target-not-empty",
                                primary + ": keys in databases " + info.keys(),
                                "a restore does not mix with what is there",
                                "give an empty server, or FLUSHALL on this one"));
                    }
                    if (info.isReplica()) {
                        findings.add(Finding.blocker(
                                "target-is-replica",
                                primary + ": role:" + info.field("role"),
                                "a replica takes no writes but those of its primary",
                                "give the address of the primary, or REPLICAOF NO ONE"));
                    }
                }
            }
            return findings;
        } catch (IOException e) {
            throw NetworkErrors.explain("cannot look at the target, " + target, target, e);
        }
    }

    /** The target was empty when this run began. */
    private static void empty(StepContext run) throws IOException {
        TargetState.empty(new Connections(Side.TARGET, run.target(), run.secrets()));
        RestoredItems.forget(run);
    }
}
