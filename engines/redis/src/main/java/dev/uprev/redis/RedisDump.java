package dev.uprev.redis;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.model.HostPort;
import dev.uprev.model.Phase;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Estimate;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.DumpSupport;
import dev.uprev.transfer.RunArchive;
import java.io.IOException;
import java.util.List;

/** Dumps all databases of all servers of the source to the local filesystem: one step, which can be resumed. */
final class RedisDump implements DumpSupport {
    private static final long KEYS_PER_SECOND = 300_000;

    @Override
    public List<Step> steps(PlanContext context) {
        RedisFacts facts = new RedisFacts(context.source());
        long keys = context.source().measures().getOrDefault(RedisFacts.KEYS, 0L);
        Step.Builder step = Step.builder("dump", Phase.TRANSFER, "dump to the local filesystem")
                .effect(Effect.WRITES_SCRATCH)
                .estimate(Estimate.of(keys, KEYS_PER_SECOND));
        for (HostPort primary : facts.primaries()) {
            step.preview("server " + primary + ": pages of SCAN, for each key DUMP and PTTL");
        }
        return List.of(step.probe(RunArchive::isDone).undo(RunArchive::undo).action(RedisDump::run));
    }

    private static void run(StepContext context) throws IOException {
        try (ArchiveWriter archive = RunArchive.open(context)) {
            RunArchive.begun(context);
            Connections connections = new Connections(Side.SOURCE, context.source(), context.secrets());
            for (HostPort primary : new RedisFacts(context.plan().source()).primaries()) {
                dump(context, archive, connections, primary);
            }
            archive.finish();
        } catch (IOException e) {
            RunArchive.failed(context);
            throw NetworkErrors.lost("the source does not answer any more", context.source(), e);
        } catch (RuntimeException e) {
            RunArchive.failed(context);
            throw e;
        }
    }

    private static void dump(StepContext context, ArchiveWriter archive, Connections connections, HostPort primary)
            throws IOException {
        try (RespConnection server = connections.open(primary)) {
            ServerInfo info = ServerInfo.parse(server.call("INFO").toString());
            for (int database : info.keys().keySet()) {
                if (database > 0) {
                    RedisErrors.require("SELECT", server.call("SELECT", database));
                }
                new KeyspaceDump(context, archive, server, primary + "/" + database, info.runId()).run();
            }
        }
    }
}
