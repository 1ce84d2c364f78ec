package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.util.List;
import java.util.Optional;

/** Compares definitions of the target with what those of a dump come to there. */
final class DefinitionsComparison {
    private final DumpedDefinitions dumped;
    private final Cluster target;
    private final Differences differences;
    private final List<String> streams;
    private final Conversions indices;
    private final ObjectComparison objects;
    private long compared;

    DefinitionsComparison(StepContext context, DumpedDefinitions dumped, Cluster target, Differences differences) {
        this.dumped = dumped;
        this.target = target;
        this.differences = differences;
        this.streams = dumped.streams().stream().map(DataStreams.Stream::name).toList();
        Move move = Move.of(dumped.product(), target.product(), context.plan().request());
        this.indices = new Conversions(move, TargetFeatures.of(target));
        this.objects = new ObjectComparison(context, dumped, target, differences);
    }

    /** How many were compared. */
    long carryOut() {
        for (SourceIndex index : dumped.indices()) {
            indices.convert(dumped.index(index)).targets().forEach(this::index);
        }
        return compared + objects.carryOut(ObjectComparison.Converted.COMPARED);
    }

    private void index(TargetIndex expected) {
        compared++;
        IndexComparison comparison = new IndexComparison(expected.name(), differences);
        Optional<JsonNode> answer = target.find(Paths.of(expected.name()) + "?flat_settings=true");
        if (answer.isEmpty()) {
            comparison.differ("index", "there", IndexComparison.MISSING);
            return;
        }
        IndexDefinition actual =
                IndexDefinition.of(expected.name(), answer.get().path(expected.name()), target.product());
        comparison.settings(expected.settings(), actual.settings());
        ObjectNode mapping = actual.mappings().values().stream().findFirst().orElseGet(Json.mapper()::createObjectNode);
        comparison.mapping(expected.mapping(), mapping);
        // Of an index of a stream, the stream is compared.
        actual.aliases().remove(streams);
        comparison.aliases(expected.aliases(), actual.aliases());
    }
}
