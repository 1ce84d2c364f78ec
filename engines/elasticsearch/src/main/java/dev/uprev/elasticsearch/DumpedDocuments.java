package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ItemReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The documents of a dump, as they should be on the target. */
final class DumpedDocuments {
    private static final int BODY_BYTES = 1 << 20;

    private final ArchiveReader archive;

    DumpedDocuments(ArchiveReader archive) {
        this.archive = archive;
    }

    /** The documents of an item. */
    HashedDocuments of(ArchiveEntry entry, Optional<SourceEdit> edit) throws IOException {
        HashedDocuments documents = new HashedDocuments();
        try (ItemReader item = archive.read(entry)) {
            BulkBody body = new BulkBody(item, BODY_BYTES);
            while (body.next()) {
                if (body.large().isPresent()) {
                    large(entry, body.large().get(), edit, documents);
                }
                for (int i = 0; i < body.count(); i++) {
                    Document document = body.document(i);
                    int source = body.source(i);
                    int end = body.end(i) - 1;
                    documents.begin(edit.isPresent() ? SourceEdits.edited(document) : document);
                    if (edit.isPresent()) {
                        byte[] head = SourceEdits.head(edit.get(), document, body.bytes(), source, end);
                        documents.take(head, 0, head.length);
                        source++;
                    }
                    documents.take(body.bytes(), source, end - source);
                    documents.end();
                }
            }
        }
        return documents;
    }

    private void large(ArchiveEntry entry, BulkBody.Large large, Optional<SourceEdit> edit, HashedDocuments documents)
            throws IOException {
        Document document = large.document();
        documents.begin(edit.isPresent() ? SourceEdits.edited(document) : document);
        try (InputStream source = new StreamedDocument(archive, entry, large, edit).getContent()) {
            byte[] part = new byte[1 << 16];
            for (int read = source.read(part); read >= 0; read = source.read(part)) {
                documents.take(part, 0, read);
            }
        }
        documents.end();
    }
}
