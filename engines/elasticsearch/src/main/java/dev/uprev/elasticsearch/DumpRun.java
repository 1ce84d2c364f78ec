package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeScope;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.RunArchive;

/** The action of the dump step: definitions first, so that a restore that follows can make its indices. */
final class DumpRun {
    private final StepContext context;

    DumpRun(StepContext context) {
        this.context = context;
    }

    void carryOut() throws Exception {
        try (ArchiveWriter archive = RunArchive.open(context);
                Cluster source = Cluster.open(Side.SOURCE, context.source(), context.secrets())) {
            SourceIndices indices = Definitions.dump(context, archive, source);
            DocumentDump documents = new DocumentDump(context, archive, source, indices.documentSets(), largest());
            documents.begin();
            RunArchive.begun(context);
            documents.run();
            archive.finish();
        } catch (Exception e) {
            RunArchive.failed(context);
            throw e;
        }
    }

    /** Bytes of a document that the target takes, where the documents are to go to one. */
    private long largest() {
        if (context.plan().target().isEmpty() || context.plan().request().scope() == UpgradeScope.VERIFY) {
            return Long.MAX_VALUE;
        }
        try (Cluster target = Cluster.open(Side.TARGET, context.target(), context.secrets())) {
            return TargetNodes.of(target).largestRequest();
        }
    }
}
