package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.model.Side;
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
            DocumentDump documents = new DocumentDump(context, archive, source, indices.documentSets());
            documents.begin();
            RunArchive.begun(context);
            documents.run();
            archive.finish();
        } catch (Exception e) {
            RunArchive.failed(context);
            throw e;
        }
    }
}
