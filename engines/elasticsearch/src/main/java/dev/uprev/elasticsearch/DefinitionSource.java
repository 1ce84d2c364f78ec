package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeScope;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Where definitions come from: a live cluster, or its dump. */
interface DefinitionSource {
    /** Whose definitions they are. */
    Product product();

    /** Gives each index that goes over, one after the other. */
    void eachIndex(BiConsumer<SourceIndex, IndexDefinition> reader);

    /** Objects of a cluster without the built-in ones, by name. */
    SortedMap<String, JsonNode> of(ClusterObjects sort);

    /** Data streams of which all indices go. */
    List<DataStreams.Stream> streams();

    /** Looks at something with definitions in hand. */
    @FunctionalInterface
    interface Look {
        void at(DefinitionSource definitions);
    }

    /** The definitions that a plan is about: of the source where it is dumped, else of the dump. */
    static void open(PlanContext context, InspectionContext access, Look look) {
        if (context.request().scope() == UpgradeScope.RESTORE) {
            try (ArchiveReader archive = ArchiveReader.open(access.archive())) {
                look.at(DumpedDefinitions.of(archive));
            }
            return;
        }
        try (Cluster source = Cluster.open(Side.SOURCE, context.request().source(), access.secrets())) {
            look.at(live(source, context));
        }
    }

    /** Those of a cluster as it is. */
    static DefinitionSource live(Cluster source, PlanContext context) {
        return new DefinitionSource() {
            @Override
            public Product product() {
                return source.product();
            }

            @Override
            public void eachIndex(BiConsumer<SourceIndex, IndexDefinition> reader) {
                SourceIndices.of(
                        source,
                        context.request(),
                        (index, answer) ->
                                reader.accept(index, IndexDefinition.of(index.name(), answer, source.product())));
            }

            @Override
            public List<DataStreams.Stream> streams() {
                Set<String> going = new HashSet<>();
                SourceIndices.of(source, context.request()).all().forEach(index -> going.add(index.name()));
                return DataStreams.of(DataStreams.going(source, going));
            }

            @Override
            public SortedMap<String, JsonNode> of(ClusterObjects sort) {
                SortedMap<String, JsonNode> all = sort.of(source).orElseGet(TreeMap::new);
                all.entrySet().removeIf(each -> BuiltIn.is(sort, each.getKey(), each.getValue()));
                return all;
            }
        };
    }
}
