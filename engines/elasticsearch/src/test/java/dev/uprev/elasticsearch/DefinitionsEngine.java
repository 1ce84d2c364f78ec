package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.compat.Finding;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.model.Side;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.spi.DumpSupport;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceInspector;
import dev.uprev.spi.RestoreSupport;
import dev.uprev.spi.VerificationSupport;
import dev.uprev.transfer.Differences;
import dev.uprev.transfer.FollowedDump;
import dev.uprev.transfer.RunArchive;
import java.util.List;
import java.util.Optional;

/** An engine that carries definitions and no documents, for tests of these. */
final class DefinitionsEngine implements EngineProvider {
    private final boolean failing;

    /** @param failing whether the comparison is to fail, whatever it finds */
    DefinitionsEngine(boolean failing) {
        this.failing = failing;
    }

    @Override
    public DatabaseEngine engine() {
        return DatabaseEngine.ELASTICSEARCH;
    }

    @Override
    public InstanceInspector inspector() {
        return new ElasticsearchInspector();
    }

    @Override
    public Optional<DumpSupport> dump() {
        return Optional.of(new Dump());
    }

    @Override
    public Optional<RestoreSupport> restore() {
        return Optional.of(new Restore());
    }

    @Override
    public Optional<VerificationSupport> verification() {
        return Optional.of(context -> List.of(
                Step.builder("verify", Phase.VERIFY, "compare definitions").action(this::verify)));
    }

    private static final class Dump implements DumpSupport {
        @Override
        public List<Finding> preflight(PlanContext context, InspectionContext access) {
            return SourcePreflight.findings(context, access);
        }

        @Override
        public List<Step> steps(PlanContext context) {
            return List.of(Step.builder("dump", Phase.TRANSFER, "dump definitions")
                    .effect(Effect.WRITES_SCRATCH)
                    .probe(RunArchive::isDone)
                    .undo(RunArchive::undo)
                    .action(Dump::dump));
        }

        private static void dump(StepContext run) {
            try (ArchiveWriter archive = RunArchive.open(run);
                    Cluster source = Cluster.open(Side.SOURCE, run.source(), run.secrets())) {
                Definitions.dump(run, archive, source);
                RunArchive.begun(run);
                archive.finish();
            }
        }
    }

    private static final class Restore implements RestoreSupport {
        @Override
        public List<Finding> preflight(PlanContext context, InspectionContext access) {
            return ConversionPreflight.findings(context, access);
        }

        @Override
        public List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access) {
            return TargetPreflight.findings(context, target, access);
        }

        @Override
        public List<Step> steps(PlanContext context) {
            return List.of(Step.builder("restore", Phase.TRANSFER, "restore definitions")
                    .effect(Effect.WRITES_TARGET)
                    .overlapsPrevious(true)
                    .undo(Restore::undo)
                    .action(Restore::restore));
        }

        private static void restore(StepContext run) throws Exception {
            try (Cluster target = Cluster.open(Side.TARGET, run.target(), run.secrets());
                    FollowedDump dump = FollowedDump.open(run)) {
                Definitions.restore(run, dump, target, () -> {});
                Definitions.complete(run, dump.archive(), target);
            }
        }

        private static void undo(StepContext run) {
            try (Cluster target = Cluster.open(Side.TARGET, run.target(), run.secrets())) {
                Definitions.undo(run, target);
            }
        }
    }

    private void verify(StepContext run) {
        Differences differences = new Differences();
        try (Cluster target = Cluster.open(Side.TARGET, run.target(), run.secrets());
                ArchiveReader archive = ArchiveReader.open(run.archive())) {
            long compared = Definitions.compare(run, archive, target, differences);
            run.report(new Verification(run.plan().request().verification(), compared, 0, differences.first()));
        }
        if (failing || differences.count() > 0) {
            throw differences.failed("definitions differ", "see them");
        }
    }
}
