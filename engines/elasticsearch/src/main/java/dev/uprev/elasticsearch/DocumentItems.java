package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemWriter;
import dev.uprev.plan.StepContext;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Items of the archive with the documents of one {@link DocumentSet}, as they are being written. Thread-safe. */
final class DocumentItems {
    /** Kind of the items. */
    static final String KIND = "documents";

    /** Metadata: the digest of the documents, a {@link dev.uprev.digest.ContentDigest}. */
    static final String DIGEST = "digest";

    /** Metadata: what the index was like when the documents were read, as {@link IndexState#text()}. */
    static final String STATE = "state";

    private final StepContext context;
    private final ArchiveWriter archive;
    private final DocumentSet documents;
    private final long largest;
    private final AtomicInteger parts;

    /** @param largest bytes of a document that the target takes */
    DocumentItems(StepContext context, ArchiveWriter archive, DocumentSet documents, long largest) {
        this.largest = largest;
        this.context = context;
        this.archive = archive;
        this.documents = documents;
        this.parts = new AtomicInteger(
                done().stream().mapToInt(entry -> entry.part() + 1).max().orElse(0));
    }

    DocumentSet documents() {
        return documents;
    }

    /** Those that are complete. */
    List<ArchiveEntry> done() {
        return of(archive, documents.index()).stream()
                .filter(entry -> entry.name().equals(documents.name()))
                .toList();
    }

    /** Those of all mapping types of an index. */
    static List<ArchiveEntry> of(ArchiveWriter archive, String index) {
        return archive.completed().stream()
                .filter(entry -> entry.kind().equals(KIND)
                        && DocumentSet.of(entry.name()).index().equals(index))
                .toList();
    }

    ItemWriter begin() {
        return archive.begin(KIND, documents.name(), parts.getAndIncrement());
    }

    BulkWriter writer(ItemWriter item) {
        return new BulkWriter(item, largest);
    }

    /** @param place what tells, besides, which of the documents these are */
    void complete(ItemWriter item, BulkWriter written, IndexState state, SortedMap<String, String> place) {
        SortedMap<String, String> metadata = new TreeMap<>(place);
        metadata.put(STATE, state.text());
        metadata.put(DIGEST, written.digest().toString());
        written.close();
        item.complete(written.digest().count(), metadata);
        context.progress().advance(documents.name(), written.read());
    }
}
