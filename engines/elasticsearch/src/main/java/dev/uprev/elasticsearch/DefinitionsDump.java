package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemKey;
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
                (index, definition) -> JsonItem.write(archive, Definitions.INDEX, index.name(), definition, 1));
        discardVanished(indices);
        ledger(indices);
        Set<String> going = indices.all().stream().map(SourceIndex::name).collect(Collectors.toSet());
        JsonNode streams = DataStreams.going(source, going);
        write(DataStreams.ITEM, streams, streams.size());
        SortedMap<String, JsonNode> settings = ClusterSettings.going(source);
        write(ClusterSettings.ITEM, Settings.json(settings), settings.size());
        write(Definitions.INDICES, indices.all(), indices.all().size());
        return indices;
    }

    private void write(String name, Object value, long count) {
        JsonItem.write(archive, Definitions.OBJECTS, name, value, count);
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
                vanished.add(entry.key());
            }
        }
        archive.discard(vanished);
    }
}
