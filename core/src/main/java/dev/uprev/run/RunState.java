package dev.uprev.run;

import dev.uprev.compat.Finding;
import dev.uprev.journal.JournalEntry;
import dev.uprev.journal.RunJournal;
import dev.uprev.json.Json;
import dev.uprev.plan.Course;
import dev.uprev.plan.Verification;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the journal says about a run, kept up to date as entries are added. The journal is the only truth: a process
 * that resumes comes to the same state by reading it. Thread-safe.
 */
final class RunState {
    private final RunJournal journal;
    private final InstantSource clock;
    private final Map<String, StepState> steps = new HashMap<>();
    private final Map<String, String> memory = new HashMap<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private Course course = Course.UPGRADE;
    private boolean undoing;
    private Optional<Outcome> outcome = Optional.empty();

    RunState(RunJournal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        journal.entries().forEach(this::apply);
    }

    /** Writes an entry; data are names and values in turn. */
    synchronized void record(JournalEntry.Kind kind, String step, String... data) {
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < data.length; i += 2) {
            map.put(data[i], data[i + 1]);
        }
        JournalEntry entry = new JournalEntry(clock.instant(), kind, step, map);
        journal.append(entry);
        apply(entry);
    }

    private void apply(JournalEntry entry) {
        entries.add(entry);
        switch (entry.kind()) {
            case RUN_STARTED -> outcome = Optional.empty();
            case STEP_STARTED, UNDO_STARTED -> steps.put(entry.step(), StepState.STARTED);
            case STEP_DONE -> steps.put(entry.step(), StepState.DONE);
            case UNDO_DONE, RESET -> steps.put(entry.step(), StepState.WAITING);
            case UNDOING -> undoing = true;
            case REMEMBERED -> memory.put(entry.value("key"), entry.value("value"));
            case RUN_ENDED -> {
                undoing = false;
                outcome = Optional.of(Outcome.valueOf(entry.value("outcome")));
            }
            case COURSE -> {
                course = Course.valueOf(entry.value("course"));
                outcome = Optional.empty();
            }
            case PLANNED, STEP_FAILED, UNDO_FAILED, APPROVED, FINDING, VERIFIED -> {}
        }
    }

    synchronized StepState of(String step) {
        return steps.getOrDefault(step, StepState.WAITING);
    }

    synchronized Optional<String> recall(String key) {
        return Optional.ofNullable(memory.get(key));
    }

    /** Whether the run had failed and its undoing had begun, without coming to its end. */
    synchronized boolean isUndoing() {
        return undoing;
    }

    /** The way of the plan that the run is on. */
    synchronized Course course() {
        return course;
    }

    /** How the course ended; empty while it has not. */
    synchronized Optional<Outcome> outcome() {
        return outcome;
    }

    synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /** What happened on the course that the run is on. */
    synchronized List<JournalEntry> entriesOfCourse() {
        int begin = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).kind() == JournalEntry.Kind.COURSE) {
                begin = i;
            }
        }
        return List.copyOf(entries.subList(begin, entries.size()));
    }

    List<Finding> findings() {
        return entriesOfCourse().stream()
                .filter(entry -> entry.kind() == JournalEntry.Kind.FINDING)
                .map(entry -> Json.read(entry.value("finding"), Finding.class))
                .distinct()
                .toList();
    }

    Optional<Verification> verification() {
        return entriesOfCourse().stream()
                .filter(entry -> entry.kind() == JournalEntry.Kind.VERIFIED)
                .reduce((earlier, later) -> later)
                .map(entry -> Json.read(entry.value("verification"), Verification.class));
    }
}
