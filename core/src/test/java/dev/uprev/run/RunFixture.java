package dev.uprev.run;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.journal.JournalEntry;
import dev.uprev.journal.JournalEntry.Kind;
import dev.uprev.journal.RunJournal;
import dev.uprev.model.Cancellation;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.model.VersionPath;
import dev.uprev.plan.Effect;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.PlannedSteps;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A small world for the executor: steps put their names into a list, and take them out again. */
final class RunFixture {
    static final DatabaseEngine ENGINE = DatabaseEngine.named("toy");

    final List<String> world = Collections.synchronizedList(new ArrayList<>());
    final List<UpgradeEvent> events = Collections.synchronizedList(new ArrayList<>());
    final MemoryRun journal = new MemoryRun();
    final Redactor redactor = new Redactor();
    final Cancellation cancellation = new Cancellation();
    Approval approval = Approval.ALWAYS;
    FailurePolicy policy = FailurePolicy.UNDO;
    private final AtomicLong ticks = new AtomicLong();
    private final InstantSource clock = () -> Instant.ofEpochSecond(ticks.incrementAndGet());

    Step.Builder step(String id, Phase phase, Effect effect) {
        return Step.builder(id, phase, "step " + id).effect(effect).undo(run -> world.remove(id));
    }

    /** A step that is done at most once however often it is run. */
    Step simple(String id, Phase phase, Effect effect) {
        return step(id, phase, effect).action(run -> add(id));
    }

    void add(String id) {
        if (!world.contains(id)) {
            world.add(id);
        }
    }

    Step failing(String id, Phase phase, String message) {
        return step(id, phase, Effect.WRITES_TARGET).action(run -> {
            throw new IllegalStateException(message);
        });
    }

    UpgradePlan plan(Step... steps) {
        Instance source = Instance.of(ENGINE, "localhost:1");
        UpgradeTarget target = new UpgradeTarget.Existing(Instance.of(ENGINE, "localhost:2"));
        InstanceFacts facts = new InstanceFacts("Toy", Version.parse("1"), "a", new TreeMap<>(), new TreeMap<>());
        PlanContext context = new PlanContext(
                UpgradeRequest.builder(UpgradeMethod.DUMP_AND_RESTORE, source, target)
                        .build(),
                new VersionPath(List.of(Version.parse("1"), Version.parse("2"))),
                facts,
                Optional.empty());
        return new UpgradePlan("toy-1", context, List.of(), PlannedSteps.of(List.of(steps)));
    }

    UpgradeReport execute(UpgradePlan plan) {
        if (journal.entries().isEmpty()) {
            journal.append(new JournalEntry(clock.instant(), Kind.PLANNED, "", new TreeMap<>()));
        }
        ToolRunner noTools = command -> {
            throw new AssertionError("no tool is to be run");
        };
        RunSettings settings = new RunSettings(
                List.of(events::add), approval, policy, SecretResolver.standard(), redactor, noTools, clock);
        return new UpgradeExecutor(settings).execute(plan, journal, cancellation);
    }

    /** Dies, as by kill -9, at a chosen entry: before it is written, or right after. */
    static final class MemoryRun implements RunJournal {
        private final List<JournalEntry> entries = new ArrayList<>();
        int diesAt = Integer.MAX_VALUE;
        boolean diesAfterWriting;
        boolean dead;

        @Override
        public synchronized void append(JournalEntry entry) {
            boolean dying = entries.size() == diesAt;
            if (dead || (dying && !diesAfterWriting)) {
                dead = true;
                throw new Killed();
            }
            entries.add(entry);
            if (dying) {
                dead = true;
                throw new Killed();
            }
        }

        synchronized void reviveForGood() {
            dead = false;
            diesAt = Integer.MAX_VALUE;
        }

        @Override
        public synchronized List<JournalEntry> entries() {
            return List.copyOf(entries);
        }

        @Override
        public Path workDirectory() {
            return Path.of("nowhere");
        }

        @Override
        public void close() {}
    }

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
