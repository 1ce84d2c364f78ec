package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.json.Json;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.util.List;
import java.util.Optional;

/**
 * Documents that a dump has and its source has not any more, or otherwise, since somebody wrote meanwhile; those that
 * it lacks too. They stand in the archive, so that a comparison of a target with it does not call them right.
 *
 * @param count how many there are
 * @param first the first of them, with what the source has, and what a target will have
 */
record OutdatedDocuments(long count, List<Difference> first) {
    /** Their item of the archive. */
    private static final String ITEM = "outdated-documents";

    OutdatedDocuments {
        first = List.copyOf(first);
    }

    /** Compares what is in the archive with the source as it is now, and keeps what differs. */
    static OutdatedDocuments find(StepContext context, ArchiveWriter archive, Cluster source, List<DocumentSet> written)
            throws Exception {
        Differences differences = new Differences();
        try (ArchiveReader reader = ArchiveReader.open(archive.directory())) {
            for (DocumentSet documents : written) {
                List<DocumentComparison.Source> dumped = reader.entries().stream()
                        .filter(entry -> entry.kind().equals(DocumentItems.KIND)
                                && entry.name().equals(documents.name()))
                        .map(entry -> new DocumentComparison.Source(entry, Optional.empty()))
                        .toList();
                TargetIndices.Destination place =
                        new TargetIndices.Destination(documents.index(), documents.type(), Optional.empty());
                new DocumentComparison(context, reader, source, place, dumped, differences)
                        .compare(VerificationLevel.CONTENT);
            }
        }
        OutdatedDocuments found = new OutdatedDocuments(
                differences.count(),
                differences.first().stream().map(OutdatedDocuments::turned).toList());
        JsonItem.write(archive, Definitions.OBJECTS, ITEM, found, found.count(), () -> {});
        return found;
    }

    /** The comparison has taken the dump for the source, and the source for the target. */
    private static Difference turned(Difference difference) {
        return new Difference(difference.object(), difference.aspect(), difference.target(), difference.source());
    }

    /** Adds those of a dump to what differs. */
    static void tell(ArchiveReader archive, Differences differences) {
        for (ArchiveEntry entry : archive.entries()) {
            if (entry.kind().equals(Definitions.OBJECTS) && entry.name().equals(ITEM)) {
                OutdatedDocuments outdated =
                        Json.read(JsonItem.read(archive, entry).toString(), OutdatedDocuments.class);
                outdated.first().forEach(differences::add);
            }
        }
    }
}
