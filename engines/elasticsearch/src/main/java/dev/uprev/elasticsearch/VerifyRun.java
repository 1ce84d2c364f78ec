package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.model.Side;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.transfer.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The action of the verify step: definitions, and the documents of each index of the target. */
final class VerifyRun {
    private final StepContext context;
    private final VerificationLevel level;
    private final Differences differences = new Differences();

    VerifyRun(StepContext context) {
        this.context = context;
        this.level = context.plan().request().verification();
    }

    void carryOut() throws Exception {
        long documents = 0;
        long objects;
        try (Cluster target = Cluster.open(Side.TARGET, context.target(), context.secrets());
                ArchiveReader archive = ArchiveReader.open(context.archive())) {
            OutdatedDocuments.tell(archive, differences);
            objects = Definitions.compare(context, archive, target, differences);
            TargetIndices indices = Definitions.targets(context, archive, target);
            SortedMap<String, TargetIndices.Destination> destinations = new TreeMap<>();
            indices.destinations().values().forEach(to -> destinations.putIfAbsent(to.index(), to));
            for (TargetIndices.Destination index : destinations.values()) {
                documents += new DocumentComparison(
                                context, archive, target, index, sources(archive, indices, index.index()), differences)
                        .compare(level);
            }
        }
        context.report(new Verification(level, objects, documents, differences.first()));
        if (differences.count() > 0) {
            throw differences.failed(
                    "the target is not what the source was",
                    "see all differences in the report; then mend the target, or empty it and restore again");
        }
    }

    /** What of the dump has gone into an index. */
    private static List<DocumentComparison.Source> sources(ArchiveReader archive, TargetIndices indices, String index) {
        List<DocumentComparison.Source> sources = new ArrayList<>();
        for (ArchiveEntry entry : archive.entries()) {
            Optional<TargetIndices.Destination> to = entry.kind().equals(DocumentItems.KIND)
                    ? indices.of(DocumentSet.of(entry.name()))
                    : Optional.empty();
            if (to.isPresent() && to.get().index().equals(index)) {
                sources.add(new DocumentComparison.Source(entry, to.get().edit()));
            }
        }
        return sources;
    }
}
