package dev.uprev.testkit.memory;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveState;
import dev.uprev.archive.ItemReader;
import dev.uprev.archive.LedgerBalance;
import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeScope;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.RestoreSupport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Takes items as they appear in the archive. A collection that was begun before a crash is dropped and made anew. */
final class MemoryRestore implements RestoreSupport {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access) {
        return targetIsEmpty(context);
    }

    /** A finding where it is not. */
    static List<Finding> targetIsEmpty(PlanContext context) {
        return context
                .target()
                .map(facts -> facts.attributes().getOrDefault(MemoryInspector.COLLECTIONS, ""))
                .filter(names -> !names.isEmpty())
                .map(MemoryRestore::notEmpty)
                .stream()
                .toList();
    }

    @Override
    public List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access) {
        SortedSet<String> names =
                MemorySession.open(target, access.secrets()).store().names();
        return names.isEmpty() ? List.of() : List.of(notEmpty(String.join(",", names)));
    }

    private static Finding notEmpty(String names) {
        return Finding.blocker(
                "target-not-empty",
                names,
                "the target has collections already, and a restore does not mix with them",
                "name an empty server, or drop its collections");
    }

    @Override
    public List<Step> steps(PlanContext context) {
        boolean alone = context.request().scope() == UpgradeScope.RESTORE;
        List<Step> steps = new ArrayList<>();
        if (alone) {
            steps.add(Step.builder("check-archive", Phase.TRANSFER, "check that the archive is whole")
                    .action(run -> ArchiveCheck.verify(
                            run.archive(), context.request().transfer().jobs())));
        }
        steps.add(Step.builder("restore", Phase.TRANSFER, "restore from the local filesystem")
                .effect(Effect.WRITES_TARGET)
                .preview("collections: " + context.source().attributes().get(MemoryInspector.COLLECTIONS))
                .overlapsPrevious(!alone && context.request().transfer().overlap())
                .undo(MemoryRestore::empty)
                .action(MemoryRestore::restore));
        return steps;
    }

    private static void empty(StepContext run) {
        MemoryStore target = MemorySession.open(run.target(), run.secrets()).store();
        target.names().forEach(name -> {
            target.write(Change.drop(name));
            run.remember(restored(name), "no");
        });
    }

    private static void restore(StepContext run) throws InterruptedException {
        run.progress().total(MemoryInspector.records(run.plan().source()), "records");
        awaitArchive(run);
        try (ArchiveReader reader = ArchiveReader.open(run.archive())) {
            ArchiveFollower items = reader.follow(() -> look(run));
            for (Optional<ArchiveEntry> item = items.next(); item.isPresent(); item = items.next()) {
                restore(run, reader, item.get());
            }
        }
    }

    private static void awaitArchive(StepContext run) throws InterruptedException {
        while (ArchiveCheck.state(run.archive()) == ArchiveState.ABSENT && !run.otherStepEnded()) {
            run.pause(BETWEEN_LOOKS);
        }
    }

    /** Ends the wait for a dump that has failed. */
    private static void look(StepContext run) throws InterruptedException {
        run.otherStepEnded();
        run.pause(BETWEEN_LOOKS);
    }

    private static void restore(StepContext run, ArchiveReader reader, ArchiveEntry item) {
        String name = item.name();
        if (run.recall(restored(name)).equals(Optional.of("yes"))) {
            run.progress().advance(name, item.items());
            return;
        }
        MemorySession session = MemorySession.open(run.target(), run.secrets());
        if (session.store().names().contains(name)) {
            session.store().write(Change.drop(name));
        }
        session.store().write(Change.create(name));
        List<String> records = records(reader, item);
        for (String record : records) {
            run.cancellation().check();
            session.store().write(Change.insert(name, record));
            run.progress().advance(name, 1);
        }
        Stream.of(item.metadata().getOrDefault(MemoryDump.INDEXES, "").split(",", -1))
                .filter(index -> !index.isEmpty())
                .forEach(index -> session.store().write(Change.index(name, index)));
        LedgerBalance.check(item.kind(), name, item.items(), records.size(), item.ledger());
        run.remember(restored(name), "yes");
    }

    private static List<String> records(ArchiveReader reader, ArchiveEntry item) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ItemReader frames = reader.read(item)) {
            while (frames.next()) {
                bytes.write(frames.buffer(), 0, frames.length());
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String restored(String name) {
        return "restored " + name;
    }
}
