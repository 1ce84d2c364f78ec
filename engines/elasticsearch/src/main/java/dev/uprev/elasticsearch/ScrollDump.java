package dev.uprev.elasticsearch;

import dev.uprev.archive.ItemWriter;
import dev.uprev.model.Cancellation;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dumps the documents of an index by sliced scroll, a slice to an item. Thread-safe. */
final class ScrollDump {
    private static final String SLICE = "slice";

    private final DocumentItems items;
    private final IndexState state;
    private final ScrollPages pages;

    ScrollDump(Cluster source, DocumentItems items, IndexState state) {
        this.items = items;
        this.state = state;
        this.pages = new ScrollPages(source, items.documents(), state);
    }

    /** Slices that are not dumped yet. */
    List<Integer> missing() {
        Set<String> done = items.done().stream()
                .map(entry -> entry.metadata().getOrDefault(SLICE, ""))
                .collect(Collectors.toSet());
        return IntStream.range(0, pages.slices())
                .filter(slice -> !done.contains(name(slice)))
                .boxed()
                .toList();
    }

    void dump(int slice, Patience patience, Cancellation stopping) throws Exception {
        patience.call(() -> item(slice, stopping));
    }

    private boolean item(int slice, Cancellation stopping) {
        try (ItemWriter item = items.begin()) {
            BulkWriter documents = items.writer(item);
            pages.read(slice, documents, stopping);
            SortedMap<String, String> place = new TreeMap<>();
            place.put(SLICE, name(slice));
            items.complete(item, documents, state, place);
            return true;
        }
    }

    private String name(int slice) {
        return slice + "/" + pages.slices();
    }
}
