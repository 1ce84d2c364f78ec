package dev.uprev.testkit.memory;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveDeletion;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveHeader;
import dev.uprev.archive.ArchiveSettings;
import dev.uprev.archive.ArchiveState;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemKey;
import dev.uprev.archive.ItemWriter;
import dev.uprev.json.Json;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.DumpSupport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Each collection is an item of the archive; each record a line. */
final class MemoryDump implements DumpSupport {
    static final String KIND = "collection";
    static final String INDEXES = "indexes";

    @Override
    public List<Step> steps(PlanContext context) {
        return List.of(Step.builder("dump", Phase.TRANSFER, "dump to the local filesystem")
                .effect(Effect.WRITES_SCRATCH)
                .preview("collections: " + context.source().attributes().get(MemoryInspector.COLLECTIONS))
                .probe(run -> ArchiveCheck.state(run.archive()) == ArchiveState.FINISHED)
                .undo(run -> ArchiveDeletion.delete(run.archive()))
                .action(MemoryDump::dump));
    }

    /** Writes what is not in the archive yet; also what keeps the way back for an upgrade in place. */
    static void dump(StepContext run) {
        MemoryStore source = MemorySession.open(run.source(), run.secrets()).store();
        run.progress().total(MemoryInspector.records(run.plan().source()), "records");
        try (ArchiveWriter writer = writer(run)) {
            List<ItemKey> complete =
                    writer.completed().stream().map(ArchiveEntry::key).toList();
            for (String name : source.names()) {
                if (!complete.contains(new ItemKey(KIND, name, 0))) {
                    dump(run, name, writer);
                }
            }
            writer.finish();
        }
    }

    private static ArchiveWriter writer(StepContext run) {
        ArchiveSettings settings = ArchiveSettings.of(run.plan().request().transfer());
        if (ArchiveCheck.state(run.archive()) == ArchiveState.UNFINISHED) {
            return ArchiveWriter.resume(run.archive(), settings, run.clock());
        }
        InstanceFacts facts = run.plan().source();
        ArchiveHeader header = new ArchiveHeader(
                        MemoryEngine.MEMORY,
                        facts.version(),
                        "memory",
                        run.clock().instant(),
                        new TreeMap<>())
                .with(ArchiveHeader.FACTS, Json.write(facts));
        return ArchiveWriter.create(run.archive(), header, settings, run.clock());
    }

    private static void dump(StepContext run, String name, ArchiveWriter writer) {
        MemoryStore source = MemorySession.open(run.source(), run.secrets()).store();
        try (ItemWriter item = writer.begin(KIND, name, 0)) {
            List<String> records = source.records(name);
            for (String record : records) {
                run.cancellation().check();
                byte[] line = (record + "\n").getBytes(StandardCharsets.UTF_8);
                item.write(line, 0, line.length);
                run.progress().advance(name, 1);
            }
            SortedMap<String, String> metadata = new TreeMap<>();
            metadata.put(INDEXES, source.indexes(name).stream().collect(Collectors.joining(",")));
            item.complete(records.size(), metadata);
        }
    }
}
