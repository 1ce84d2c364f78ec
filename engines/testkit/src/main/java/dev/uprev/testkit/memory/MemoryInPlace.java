package dev.uprev.testkit.memory;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveDeletion;
import dev.uprev.archive.ArchiveState;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InstanceController;
import java.util.ArrayList;
import java.util.List;

/** Data have a format, which is that of a release line; a server reads its own and that of the line before. */
final class MemoryInPlace implements InPlaceSupport {
    private static final DatabaseEngine ENGINE = MemoryEngine.MEMORY;

    @Override
    public List<Step> backup(PlanContext context, InstanceController servers) {
        return List.of(Step.builder("backup", Phase.BACKUP, "dump to the local filesystem")
                .effect(Effect.WRITES_SCRATCH)
                .probe(run -> ArchiveCheck.state(run.archive()) == ArchiveState.FINISHED)
                .undo(run -> ArchiveDeletion.delete(run.archive()))
                .action(MemoryDump::dump));
    }

    @Override
    public List<Step> hop(PlanContext context, Hop hop, InstanceController servers) {
        String name = server(context);
        Version from = hop.from();
        Version to = hop.to();
        List<Step> steps = new ArrayList<>();
        steps.add(Step.builder("stop-" + to, Phase.STOP, "stop the server")
                .effect(Effect.WRITES_SOURCE)
                .undo(run -> servers.start(ENGINE, name, from))
                .action(run -> servers.stop(ENGINE, name)));
        steps.add(Step.builder("start-" + to, Phase.START, "start it with version " + to)
                .effect(Effect.WRITES_SOURCE)
                .undo(run -> servers.stop(ENGINE, name))
                .action(run -> servers.start(ENGINE, name, to)));
        steps.add(Step.builder("check-" + to, Phase.CHECK, "see that it is version " + to)
                .action(run -> check(run, to)));
        if (!to.equals(context.path().target())) {
            steps.add(convert(to, Phase.CHECK));
        }
        return steps;
    }

    /** The last hop is made final only after verification. */
    @Override
    public List<Step> finish(PlanContext context, InstanceController servers) {
        return List.of(convert(context.path().target(), Phase.FINALIZE));
    }

    private static Step convert(Version version, Phase phase) {
        return Step.builder("convert-" + version, phase, "write the data in the format of version " + version)
                .effect(Effect.POINT_OF_NO_RETURN)
                .action(run -> server(run).format(ENGINE.lineOf(version)));
    }

    private static void check(StepContext run, Version wanted) {
        Version found = MemorySession.open(run.source(), run.secrets()).version();
        if (!found.belongsTo(wanted)) {
            throw UpgradeException.failed("wrong-version", "the server runs another version than it was started with")
                    .seen(found)
                    .why(wanted + " was started")
                    .fix("see to the instance controller");
        }
    }

    /** An instance of this engine is one server. */
    private static String server(PlanContext context) {
        return ((UpgradeTarget.InPlace) context.request().target()).servers().get(0);
    }

    private static MemoryServer server(StepContext run) {
        return MemoryServer.at(run.source().address()).orElseThrow();
    }
}
