package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemKey;
import dev.uprev.compat.Finding;
import dev.uprev.plan.StepContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Writes definitions into the archive. */
final class DefinitionsDump {
    private final StepContext context;
    private final ArchiveWriter archive;
    private final Cluster source;
    private final List<String> changed = new ArrayList<>();
    private boolean written;

    DefinitionsDump(StepContext context, ArchiveWriter archive, Cluster source) {
        this.context = context;
        this.archive = archive;
        this.source = source;
    }

    SourceIndices carryOut() {
        for (ClusterObjects sort : ClusterObjects.values()) {
            Optional<SortedMap<String, JsonNode>> objects = sort.of(source);
            objects.ifPresent(all -> {
                all.entrySet().removeIf(each -> BuiltIn.is(sort, each.getKey(), each.getValue()));
                write(sort.id(), all, all.size());
            });
        }
        SourceIndices indices = SourceIndices.of(
                source,
                context.plan().request(),
                (index, definition) -> write(Definitions.INDEX, index.name(), definition, 1));
        discardVanished(indices);
        ledger(indices);
        Set<String> going = indices.all().stream().map(SourceIndex::name).collect(Collectors.toSet());
        JsonNode streams = DataStreams.going(source, going);
        write(DataStreams.ITEM, streams, streams.size());
        SortedMap<String, JsonNode> settings = ClusterSettings.going(source);
        write(ClusterSettings.ITEM, Settings.json(settings), settings.size());
        list(indices);
        tellChanges();
        return indices;
    }

    private void write(String name, Object value, long count) {
        write(Definitions.OBJECTS, name, value, count);
    }

    private void write(String kind, String name, Object value, long count) {
        written |= JsonItem.write(archive, kind, name, value, count, () -> change(kind + " " + name));
    }

    /** Noted before the former one is gone: what a restore may have made of it does not hold any more. */
    private void change(String item) {
        if (changed.isEmpty()) {
            RestoredItems.dumpedAnew(context);
        }
        changed.add(item);
    }

    /** The list of all indices, which has to be behind everything that a restore needs before documents. */
    private void list(SourceIndices indices) {
        if (written) {
            archive.discard(archive.completed().stream()
                    .map(ArchiveEntry::key)
                    .filter(new ItemKey(Definitions.OBJECTS, Definitions.INDICES, 0)::equals)
                    .toList());
        }
        JsonItem.write(
                archive,
                Definitions.OBJECTS,
                Definitions.INDICES,
                indices.all(),
                indices.all().size(),
                () -> {});
    }

    private void tellChanges() {
        if (!changed.isEmpty()) {
            context.report(Finding.info(
                    "dumped-anew",
                    String.join(", ", changed),
                    "these definitions were changed since an earlier attempt has dumped them",
                    "nothing needs to be done"));
        }
    }

    private void ledger(SourceIndices indices) {
        DumpLedger ledger = new DumpLedger(archive);
        ledger.indices(indices);
        NotCarried.of(source).forEach(ledger::notCarried);
        context.plan().target().ifPresent(target -> {
            Product to = Move.product(target);
            Move move = Move.of(source.product(), to, context.plan().request());
            DefinitionSource definitions = DefinitionSource.live(source, context.plan());
            ledger.changes(PlannedDefinitions.of(definitions, move, TargetFeatures.of(to))
                    .changes());
        });
    }

    private void discardVanished(SourceIndices indices) {
        Set<String> names = new HashSet<>();
        indices.all().forEach(index -> names.add(index.name()));
        List<ItemKey> vanished = new ArrayList<>();
        for (ArchiveEntry entry : archive.completed()) {
            if (entry.kind().equals(Definitions.INDEX) && !names.contains(entry.name())) {
                change(entry.kind() + " " + entry.name());
                vanished.add(entry.key());
            }
        }
        archive.discard(vanished);
    }
}
