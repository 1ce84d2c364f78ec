package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the definitions of a dump on the target. */
final class DefinitionsRestore {
    private final StepContext context;
    private final DumpedDefinitions dumped;
    private final Cluster target;
    private final TargetFeatures features;
    private final Conversions indices;
    private final ObjectConversions objects;
    private final CreatedObjects created;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    DefinitionsRestore(StepContext context, DumpedDefinitions dumped, Cluster target) {
        this.context = context;
        this.dumped = dumped;
        this.target = target;
        Move move = Move.of(dumped.product(), target.product(), context.plan().request());
        this.features = TargetFeatures.of(target);
        this.indices = new Conversions(move, features);
        this.objects = new ObjectConversions(move, features);
        this.created = new CreatedObjects(context);
    }

    TargetIndices carryOut() {
        SortedMap<String, TargetIndices.Destination> destinations = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (SourceIndex index : dumped.indices()) {
            ConvertedIndex converted = indices.convert(dumped.index(index));
            changes.addAll(converted.changes());
            converted.targets().forEach(each -> names.add(each.name()));
            if (index.documentsGo()) {
                destinations.putAll(converted.destinations());
            }
        }
        Map<ClusterObjects, Map<String, JsonNode>> converted = convertObjects();
        streams();
        requireNoBlocker();
        begin(CreatedObjects.INDICES, names);
        converted.forEach((sort, all) -> begin(sort.id(), List.copyOf(all.keySet())));
        makeIndices();
        converted.forEach((sort, all) ->
                all.forEach((name, definition) -> make(sort.word() + " " + name, sort.make(name, definition))));
        requireAllTaken();
        ConversionFindings.of(changes).forEach(context::report);
        return new TargetIndices(destinations);
    }

    private Map<ClusterObjects, Map<String, JsonNode>> convertObjects() {
        Map<ClusterObjects, Map<String, JsonNode>> all = new LinkedHashMap<>();
        for (ClusterObjects sort : ClusterObjects.values()) {
            all.put(sort, objects.convert(sort, dumped.of(sort), changes));
        }
        return all;
    }

    private void streams() {
        if (!features.streams()) {
            dumped.streams().forEach(stream -> changes.add(DataStreams.asAlias(stream)));
        }
    }

    private void requireNoBlocker() {
        List<Finding> blockers = ConversionFindings.of(changes).stream()
                .filter(Finding::isBlocker)
                .toList();
        if (!blockers.isEmpty()) {
            Finding first = blockers.get(0);
            throw UpgradeException.failed(first.code(), "definitions of the dump cannot be carried to this target")
                    .seen(String.join("; ", blockers.stream().map(Finding::seen).toList()))
                    .why(first.why())
                    .fix(first.remedy());
        }
    }

    /** What is there already, and was not made by this run, is never touched. */
    private void begin(String sort, List<String> names) {
        Set<String> own = created.names(sort);
        List<String> fresh = names.stream().filter(name -> !own.contains(name)).toList();
        if (fresh.isEmpty()) {
            return;
        }
        List<String> there =
                TargetNames.of(target, sort).stream().filter(fresh::contains).toList();
        if (!there.isEmpty()) {
            created.remove(target);
            throw UpgradeException.failed("target-not-empty", "the target has " + sort + " of the same names")
                    .seen(String.join(", ", there))
                    .why("a restore does not mix with what is there")
                    .fix("remove them from the target, or leave them out");
        }
        created.note(sort, fresh);
    }

    private void makeIndices() {
        Map<String, String> makers = new HashMap<>();
        // Names of others were refused before, so that it is what an interrupted attempt has made, blocked maybe.
        Set<String> there = TargetNames.of(target, CreatedObjects.INDICES);
        for (SourceIndex index : dumped.indices()) {
            context.cancellation().check();
            for (TargetIndex each : indices.convert(dumped.index(index)).targets()) {
                String other = makers.putIfAbsent(each.name(), index.name());
                if (other == null && !there.contains(each.name())) {
                    make("index " + each.name(), each.make(target.product()));
                } else if (other != null) {
                    refused.add("index " + each.name() + ": it would come of both " + other + " and " + index.name());
                }
            }
        }
    }

    private void make(String what, Call call) {
        Answer answer = target.ask(call);
        // Names of others were refused before, so that it is what an interrupted attempt has made.
        boolean there = answer.errorType().endsWith("already_exists_exception");
        if (!answer.isSuccess() && !there) {
            refused.add(what + ": " + answer.error());
        }
    }

    private void requireAllTaken() {
        if (!refused.isEmpty()) {
            created.remove(target);
            throw UpgradeException.failed(
                            "definitions-refused",
                            "the target does not take " + refused.size()
                                    + (refused.size() == 1 ? " definition" : " definitions"))
                    .seen(String.join("; ", refused))
                    .why("these are its own words; no document was written, and what had been made was removed")
                    .fix("change them on the source, install what is missing on the target, or leave them out by the"
                            + " options " + ElasticsearchOptions.EXCLUDE + " and "
                            + ElasticsearchOptions.DROP_SETTINGS);
        }
    }

    void complete() {
        List<DataStreams.Stream> streams = dumped.streams();
        if (features.streams()) {
            created.note(
                    CreatedObjects.DATA_STREAMS,
                    streams.stream().map(DataStreams.Stream::name).toList());
        }
        DataStreams.make(target, features.streams(), streams);
        settings();
        // Blocks among them come last.
        for (SourceIndex index : dumped.indices()) {
            indices.convert(dumped.index(index)).targets().forEach(this::setLater);
        }
    }

    /** What an interrupted attempt has set is not set again: a block may forbid it. */
    private void setLater(TargetIndex index) {
        SortedMap<String, JsonNode> settings = index.laterSettings();
        if (!settings.isEmpty()) {
            String path = Paths.of(index.name(), "_settings");
            SortedMap<String, JsonNode> there = Settings.flat(
                    target.get(path + "?flat_settings=true").path(index.name()).path("settings"));
            if (!there.entrySet().containsAll(settings.entrySet())) {
                target.call(Call.json("PUT", path, Settings.json(settings)));
            }
        }
    }

    /** What the target has set already is its own affair; what it refuses is told. */
    private void settings() {
        Set<String> there = ClusterSettings.all(target).keySet();
        ClusterObjects.byName(dumped.objects(ClusterSettings.ITEM)).forEach((name, value) -> {
            if (there.contains(name)) {
                return;
            }
            created.note(CreatedObjects.SETTINGS, List.of(name));
            Answer answer = target.ask(ClusterSettings.make(name, value));
            if (!answer.isSuccess()) {
                context.report(Finding.warning(
                        "setting-refused",
                        name + ": " + value.asText() + ": " + answer.error(),
                        "the target does not take this persistent setting of the cluster",
                        "see what takes its place there"));
            }
        });
    }
}
