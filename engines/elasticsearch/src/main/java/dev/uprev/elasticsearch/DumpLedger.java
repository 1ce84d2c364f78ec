package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.archive.LedgerEntry;
import java.util.List;

/** Notes in the archive what does not go over, or not as it was. */
final class DumpLedger {
    private final ArchiveWriter archive;

    DumpLedger(ArchiveWriter archive) {
        this.archive = archive;
    }

    void indices(SourceIndices indices) {
        indices.leftOut().forEach((name, reason) -> skipped(Definitions.INDEX, name, 1, reason));
        for (SourceIndex index : indices.all()) {
            long documents = index.documents();
            if (documents == 0) {
                continue;
            }
            if (index.stored() == SourceIndex.StoredSource.NONE) {
                skipped("documents", index.name(), documents, "_source is off: they cannot be read");
            } else if (!index.documentsGo()) {
                skipped("documents", index.name(), documents, "option " + ElasticsearchOptions.EMPTY);
            } else if (index.stored() == SourceIndex.StoredSource.PARTIAL) {
                converted(Definitions.INDEX, index.name(), documents, "_source leaves out members of documents");
            }
        }
    }

    void notCarried(NotCarried.Group group) {
        skipped(Definitions.OBJECTS, group.name(), group.names().size(), String.join(", ", group.names()));
    }

    /** For the target of this run; a restore elsewhere tells what it converts by itself. */
    void changes(List<Change> changes) {
        changes.stream()
                .filter(change -> !change.isBlocker())
                .forEach(change -> converted(
                        "definition", change.object(), 1, change.conversion().code() + ": " + change.what()));
    }

    private void skipped(String kind, String name, long count, String reason) {
        archive.ledger(new LedgerEntry(LedgerCategory.SKIPPED, kind, name, count, reason));
    }

    private void converted(String kind, String name, long count, String reason) {
        archive.ledger(new LedgerEntry(LedgerCategory.CONVERTED, kind, name, count, reason));
    }
}
