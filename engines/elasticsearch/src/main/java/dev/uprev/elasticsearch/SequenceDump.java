package dev.uprev.elasticsearch;

import dev.uprev.archive.ItemWriter;
import dev.uprev.model.Cancellation;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Dumps the documents of an index by their sequence numbers. An item of the archive has those of a range of numbers of
 * a shard, which are in its facts: an interrupted dump reads the ranges that are missing. Thread-safe.
 */
final class SequenceDump {
    private static final long ITEM_BYTES = 8L << 20;

    private final DocumentItems items;
    private final IndexState state;
    private final SequencePages pages;

    SequenceDump(Cluster source, DocumentItems items, IndexState state) {
        this.items = items;
        this.state = state;
        this.pages = new SequencePages(source, items.documents().index(), state);
    }

    /** What is not dumped yet. */
    List<SequenceRange> missing(int workers) {
        return pages.parts(items.done().stream().map(SequenceRange::of).toList(), workers);
    }

    void dump(SequenceRange part, Patience patience, Cancellation stopping) throws Exception {
        SequencePages.Density density = pages.density(part);
        SequenceRange left = part;
        while (left.length() > 0) {
            SequenceRange next = left;
            left = left.from(patience.call(() -> item(next, density, stopping)));
        }
    }

    /** Writes the next item and tells where it ends. */
    private long item(SequenceRange range, SequencePages.Density density, Cancellation stopping) {
        try (ItemWriter item = items.begin()) {
            BulkWriter documents = items.writer(item);
            long at = range.from();
            while (at < range.to() && item.rawBytes() < ITEM_BYTES) {
                stopping.check();
                at = pages.read(range.from(at), density, documents);
            }
            if (documents.read() > 0) {
                SortedMap<String, String> place = new TreeMap<>();
                new SequenceRange(range.shard(), range.from(), at).put(place);
                items.complete(item, documents, state, place);
            }
            return at;
        }
    }
}
