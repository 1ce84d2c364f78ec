package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.LedgerEntry;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dumps the documents of all indices, several parts at a time. Whoever writes meanwhile is noticed: what was written is
 * read after the rest, and that it was is told.
 */
final class DocumentDump {
    /** So often it is tried to keep up with somebody who writes. */
    private static final int ROUNDS = 3;

    private final StepContext context;
    private final ArchiveWriter archive;
    private final Cluster source;
    private final long largest;
    private final SortedMap<String, List<DocumentSet>> indices;

    /** As each index was when it was read last. */
    private final SortedMap<String, IndexState> states = new TreeMap<>();

    private final SortedMap<String, Long> changes = new TreeMap<>();

    /** @param largest bytes of a document that the target takes */
    DocumentDump(
            StepContext context, ArchiveWriter archive, Cluster source, List<DocumentSet> documents, long largest) {
        this.largest = largest;
        this.context = context;
        this.archive = archive;
        this.source = source;
        this.indices = documents.stream()
                .collect(Collectors.groupingBy(DocumentSet::index, TreeMap::new, Collectors.toList()));
    }

    /** A part of the documents. */
    private interface Part {
        void dump(Patience patience, Crew crew) throws Exception;
    }

    /**
     * Looks at all indices, and takes out of the archive what an earlier attempt has read of those that have changed
     * since. Before a restore follows.
     */
    void begin() throws Exception {
        for (String index : indices.keySet()) {
            states.put(index, look(index));
        }
        List<ArchiveEntry> outdated = archive.completed().stream()
                .filter(entry -> entry.kind().equals(DocumentItems.KIND))
                .filter(entry -> !isOf(states.get(DocumentSet.of(entry.name()).index()), entry))
                .toList();
        List<String> changed = outdated.stream()
                .map(entry -> DocumentSet.of(entry.name()).index())
                .distinct()
                .toList();
        if (!changed.isEmpty()) {
            context.report(Finding.info(
                    "dumped-anew",
                    String.join(", ", changed),
                    "was written to since an earlier attempt has dumped it",
                    "nothing needs to be done"));
            RestoredItems.dumpedAnew(context);
            archive.discard(archive.completed().stream()
                    .filter(entry -> entry.kind().equals(DocumentItems.KIND)
                            && changed.contains(DocumentSet.of(entry.name()).index()))
                    .map(ArchiveEntry::key)
                    .toList());
        }
    }

    private static boolean isOf(@Nullable IndexState state, ArchiveEntry entry) {
        return state != null && state.text().equals(entry.metadata().get(DocumentItems.STATE));
    }

    void run() throws Exception {
        context.progress()
                .total(states.values().stream().mapToLong(IndexState::documents).sum(), "documents");
        SortedMap<String, IndexState> behind = states;
        for (int round = 1; !behind.isEmpty() && round <= ROUNDS; round++) {
            read(behind);
            behind = changed();
        }
        if (!changes.isEmpty()) {
            List<DocumentSet> written = changes.keySet().stream()
                    .flatMap(index -> indices.getOrDefault(index, List.of()).stream())
                    .toList();
            tellChanges(OutdatedDocuments.find(context, archive, source, written));
        }
        for (String index : indices.keySet()) {
            requireAll(index);
            requireJoinable(index);
        }
    }

    /** Reads what is not in the archive yet. */
    private void read(SortedMap<String, IndexState> behind) throws Exception {
        int jobs = context.plan().request().transfer().jobs();
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, IndexState> index : behind.entrySet()) {
            for (DocumentSet typed : indices.getOrDefault(index.getKey(), List.of())) {
                parts.addAll(parts(typed, index.getValue(), jobs));
            }
        }
        Queue<Part> queue = new ConcurrentLinkedQueue<>(parts);
        Crew crew = new Crew(context);
        crew.watch(source);
        for (int i = 1; i <= Math.min(jobs, parts.size()); i++) {
            crew.start("dump-" + i, () -> {
                Patience patience = new Patience(context, crew.stopping());
                for (Part next = queue.poll(); next != null; next = queue.poll()) {
                    next.dump(patience, crew);
                }
            });
        }
        crew.await();
    }

    private List<Part> parts(DocumentSet index, IndexState state, int jobs) {
        DocumentItems items = new DocumentItems(context, archive, index, largest);
        List<Part> parts = new ArrayList<>();
        if (state.numbered()) {
            SequenceDump reading = new SequenceDump(source, items, state);
            for (SequenceRange range : reading.missing(jobs)) {
                parts.add((patience, crew) -> reading.dump(range, patience, crew.stopping()));
            }
        } else {
            ScrollDump reading = new ScrollDump(source, items, state);
            for (int slice : reading.missing()) {
                parts.add((patience, crew) -> reading.dump(slice, patience, crew.stopping()));
            }
        }
        return parts;
    }

    /** Indices that were written to since they were read; those that can be read on from there. */
    private SortedMap<String, IndexState> changed() throws Exception {
        SortedMap<String, IndexState> changed = new TreeMap<>();
        for (String index : indices.keySet()) {
            IndexState before = states.get(index);
            IndexState now = look(index);
            if (before != null && !now.text().equals(before.text())) {
                requireSame(index, before, now);
                changes.merge(index, Math.max(1, operations(before, now)), Long::sum);
                states.put(index, now);
                if (now.numbered()) {
                    changed.put(index, now);
                }
            }
        }
        return changed;
    }

    private static long operations(IndexState before, IndexState now) {
        return now.numbered() ? last(now) - last(before) : now.changes() - before.changes();
    }

    private static long last(IndexState state) {
        return state.shards().values().stream()
                .mapToLong(IndexState.Shard::last)
                .sum();
    }

    private static void requireSame(String index, IndexState before, IndexState now) {
        if (!now.uuid().equals(before.uuid())
                || now.shards().size() != before.shards().size()) {
            throw UpgradeException.failed("source-index-replaced", "cannot rely on what was dumped")
                    .seen(index)
                    .why("the index was deleted, and made anew by the same name, while it was dumped")
                    .fix("have whoever does that stopped, then resume");
        }
    }

    private void requireJoinable(String index) {
        if (source.product().isTypeless()
                || indices.getOrDefault(index, List.of()).size() == 1) {
            return;
        }
        IndexDefinition definition =
                IndexDefinition.of(index, source.get(Paths.of(index)).path(index), source.product());
        try (ArchiveReader reader = ArchiveReader.open(archive.directory())) {
            TypeFamily.of(definition.mappings()).stream()
                    .filter(TypeFamily::isJoin)
                    .forEach(family -> new JoinIds(reader, index, List.copyOf(family.types())).requireDistinct());
        }
    }

    private void tellChanges(OutdatedDocuments outdated) {
        String seen = changes.entrySet().stream()
                .map(change -> change.getKey() + " " + change.getValue() + " times")
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        if (outdated.count() == 0) {
            context.report(Finding.warning(
                    "source-written-during-dump",
                    seen,
                    "somebody wrote to the source while it was dumped; the dump has all of that, but not what is"
                            + " written from now on",
                    "find out who writes to the source, and have it stopped before services are repointed"));
            return;
        }
        context.report(Finding.warning(
                "source-written-during-dump",
                seen + "; in the dump " + outdated.count() + " documents are not as on the source, as in "
                        + outdated.first().get(0),
                "somebody wrote to the source while it was dumped, and the dump has documents that were deleted since,"
                        + " or lacks some; the verification will tell them as differences",
                "find out who writes to the source, have it stopped, and dump again"));
    }

    /** What was read is what the server counts, where nobody has written meanwhile. */
    private void requireAll(String index) throws Exception {
        if (changes.containsKey(index)) {
            return;
        }
        List<ArchiveEntry> items = DocumentItems.of(archive, index);
        long read = items.stream().mapToLong(ArchiveEntry::items).sum()
                + items.stream()
                        .flatMap(entry -> entry.ledger().stream())
                        .mapToLong(LedgerEntry::count)
                        .sum();
        String how = Optional.ofNullable(states.get(index))
                .map(IndexState::parameters)
                .orElse("");
        JsonNode answer =
                patience().call(() -> source.get(Paths.of(index, "_count") + "?allow_no_indices=false" + how));
        long counted = answer.path("count").asLong();
        if (counted != read) {
            throw UpgradeException.failed("documents-missing", "the dump does not have all documents")
                    .seen(index + ": " + read + " were read, the server counts " + counted)
                    .why("somebody wrote to the index meanwhile, or a shard of it did not answer")
                    .fix("see GET /_cluster/health of the source, and dump again");
        }
    }

    private IndexState look(String index) throws Exception {
        return patience().call(() -> {
            // What was written and not refreshed since cannot be searched.
            source.call(Call.of("POST", Paths.of(index, "_refresh")));
            return IndexState.of(source, index);
        });
    }

    private Patience patience() {
        return new Patience(context, context.cancellation());
    }
}
