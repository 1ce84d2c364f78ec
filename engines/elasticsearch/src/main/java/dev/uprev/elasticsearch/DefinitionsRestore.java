package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the definitions of a dump on the target. */
final class DefinitionsRestore {
    private final StepContext context;
    private final DumpedDefinitions dumped;
    private final Cluster target;
    private final Conversions conversions;
    private final CreatedObjects created;
    private final List<String> refused = new ArrayList<>();

    DefinitionsRestore(StepContext context, DumpedDefinitions dumped, Cluster target) {
        this.context = context;
        this.dumped = dumped;
        this.target = target;
        this.conversions = new Conversions(
                Move.of(dumped.product(), target.product(), context.plan().request()));
        this.created = new CreatedObjects(context);
    }

    TargetIndices carryOut() {
        SortedMap<String, TargetIndices.Destination> destinations = new TreeMap<>();
        for (SourceIndex index : dumped.indices()) {
            context.cancellation().check();
            ConvertedIndex converted = conversions.convert(dumped.index(index));
            destinations.putAll(converted.destinations());
            converted
                    .targets()
                    .forEach(each -> make(
                            "index " + each.name(), CreatedObjects.INDICES, each.name(), each.make(target.product())));
        }
        for (ClusterObjects sort : ClusterObjects.values()) {
            for (Map.Entry<String, JsonNode> each : dumped.of(sort).entrySet()) {
                make(
                        sort.word() + " " + each.getKey(),
                        sort.id(),
                        each.getKey(),
                        sort.make(each.getKey(), each.getValue()));
            }
        }
        if (!refused.isEmpty()) {
            created.remove(target);
            throw UpgradeException.failed(
                            "definitions-refused", "the target does not take " + refused.size() + " definitions")
                    .seen(String.join("; ", refused))
                    .why("these are its own words; no document was written, and what was made was removed")
                    .fix("change them on the source, or leave them out");
        }
        return new TargetIndices(destinations);
    }

    private void make(String what, String sort, String name, Call call) {
        boolean ofThisRun = created.names(sort).contains(name);
        if (!ofThisRun) {
            created.note(sort, List.of(name));
        }
        Answer answer = target.ask(call);
        boolean there = ofThisRun && answer.errorType().contains("already_exists");
        if (!answer.isSuccess() && !there) {
            refused.add(what + ": " + answer.error());
        }
    }

    void complete() {
        for (SourceIndex index : dumped.indices()) {
            for (TargetIndex each : conversions.convert(dumped.index(index)).targets()) {
                SortedMap<String, JsonNode> settings = each.laterSettings();
                if (!settings.isEmpty()) {
                    target.call(Call.json("PUT", Paths.of(each.name(), "_settings"), Settings.json(settings)));
                }
            }
        }
    }
}
