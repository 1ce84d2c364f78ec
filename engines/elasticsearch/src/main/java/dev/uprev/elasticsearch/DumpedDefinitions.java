package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.archive.ArchiveHeader;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.json.Json;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.transfer.FollowedDump;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** All of a dump that is no documents; it stands in front of them. Definitions are read when they are asked for. */
final class DumpedDefinitions implements DefinitionSource {
    private final ArchiveReader archive;
    private final Product product;
    private final Map<String, ArchiveEntry> objects = new HashMap<>();
    private final Map<String, ArchiveEntry> indices = new HashMap<>();
    private final List<SourceIndex> list;

    private DumpedDefinitions(ArchiveReader archive) {
        this.archive = archive;
        this.product = Move.product(
                Json.read(archive.header().metadata().getOrDefault(ArchiveHeader.FACTS, "{}"), InstanceFacts.class));
        for (ArchiveEntry entry : archive.entries()) {
            switch (entry.kind()) {
                case Definitions.OBJECTS -> objects.put(entry.name(), entry);
                case Definitions.INDEX -> indices.put(entry.name(), entry);
                default -> {
                    // documents
                }
            }
        }
        this.list = List.of(Json.read(objects(Definitions.INDICES).toString(), SourceIndex[].class));
    }

    /** Waits until all definitions are there. */
    static DumpedDefinitions await(FollowedDump dump, Runnable check) {
        ArchiveFollower items = dump.items(check);
        Optional<ArchiveEntry> item = items.next();
        while (item.isPresent() && !isLast(item.get())) {
            item = items.next();
        }
        return new DumpedDefinitions(dump.archive());
    }

    /** Of a dump in which they all are. */
    static DumpedDefinitions of(ArchiveReader archive) {
        return new DumpedDefinitions(archive);
    }

    private static boolean isLast(ArchiveEntry entry) {
        return entry.kind().equals(Definitions.OBJECTS) && entry.name().equals(Definitions.INDICES);
    }

    @Override
    public Product product() {
        return product;
    }

    /** The indices of the dump. */
    List<SourceIndex> indices() {
        return list;
    }

    IndexDefinition index(SourceIndex index) {
        ArchiveEntry entry = Objects.requireNonNull(indices.get(index.name()));
        return IndexDefinition.of(index.name(), JsonItem.read(archive, entry), product);
    }

    @Override
    public void eachIndex(BiConsumer<SourceIndex, IndexDefinition> reader) {
        list.forEach(index -> reader.accept(index, index(index)));
    }

    @Override
    public List<DataStreams.Stream> streams() {
        return DataStreams.of(objects(DataStreams.ITEM));
    }

    @Override
    public SortedMap<String, JsonNode> of(ClusterObjects sort) {
        return ClusterObjects.byName(objects(sort.id()));
    }

    /** An item of cluster objects; missing where the source has none. */
    JsonNode objects(String name) {
        return Optional.ofNullable(objects.get(name))
                .map(entry -> JsonItem.read(archive, entry))
                .orElse(MissingNode.getInstance());
    }
}
