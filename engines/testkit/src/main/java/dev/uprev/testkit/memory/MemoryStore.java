package dev.uprev.testkit.memory;

import dev.uprev.error.UpgradeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The data of one server, as they would be on its disk: they survive its crashes. Thread-safe. */
final class MemoryStore {
    private final TreeMap<String, MemoryCollection> collections = new TreeMap<>();
    private final List<Change> log = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private boolean fenced;

    /** Takes a write of a client; there are none behind a fence. */
    synchronized void write(Change change) {
        if (fenced) {
            throw UpgradeException.failed("read-only", "the server takes no writes")
                    .why("it is fenced, because another server takes over")
                    .fix("use that server");
        }
        apply(change);
    }

    /** Takes changes of another server, which is then at that position; both are remembered as one. */
    synchronized void follow(String source, List<Change> changes, int position) {
        changes.forEach(this::apply);
        positions.put(source, position);
    }

    /** How many changes of that server have arrived; empty before the first. */
    synchronized Optional<Integer> positionOf(String source) {
        return Optional.ofNullable(positions.get(source));
    }

    synchronized void forget(String source) {
        positions.remove(source);
    }

    synchronized SortedSet<String> traces() {
        SortedSet<String> traces = new TreeSet<>(positions.keySet());
        if (fenced) {
            traces.add("fence");
        }
        return traces;
    }

    private void apply(Change change) {
        switch (change.what()) {
            case CREATE -> collections.put(change.collection(), new MemoryCollection());
            case DROP -> collections.remove(change.collection());
            case INSERT -> collection(change.collection()).records().add(change.value());
            case DELETE -> collection(change.collection()).records().remove(change.value());
            case INDEX -> collection(change.collection()).indexes().add(change.value());
        }
        log.add(change);
    }

    private MemoryCollection collection(String name) {
        return Optional.ofNullable(collections.get(name))
                .orElseThrow(() -> UpgradeException.failed("no-such-collection", "there is no such collection")
                        .seen(name)
                        .fix("create it first"));
    }

    synchronized SortedSet<String> names() {
        return new TreeSet<>(collections.keySet());
    }

    synchronized List<String> records(String name) {
        return List.copyOf(collection(name).records());
    }

    synchronized SortedSet<String> indexes(String name) {
        return new TreeSet<>(collection(name).indexes());
    }

    /** How many changes there have been. */
    synchronized int position() {
        return log.size();
    }

    synchronized List<Change> changes(int from) {
        return List.copyOf(log.subList(from, log.size()));
    }

    synchronized void fence(boolean on) {
        fenced = on;
    }

    /** The changes that make what is there now, and the position at which they were taken. */
    synchronized Snapshot snapshot() {
        List<Change> changes = new ArrayList<>();
        collections.forEach((name, collection) -> {
            changes.add(Change.create(name));
            collection.records().forEach(record -> changes.add(Change.insert(name, record)));
            collection.indexes().forEach(index -> changes.add(Change.index(name, index)));
        });
        return new Snapshot(changes, log.size());
    }

    /** See {@link MemoryStore#snapshot}. */
    record Snapshot(List<Change> changes, int position) {}
}
