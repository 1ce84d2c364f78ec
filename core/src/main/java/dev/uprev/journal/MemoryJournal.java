package dev.uprev.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs in memory. */
final class MemoryJournal implements Journal {
    private final Map<String, MemoryRun> runs = new LinkedHashMap<>();
    private final Path folder;
    private boolean locked;

    MemoryJournal() {
        try {
            folder = Files.createTempDirectory("uprev");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }

    @Override
    public synchronized Lock lock() {
        if (locked) {
            throw JournalErrors.locked("this process");
        }
        locked = true;
        return this::unlock;
    }

    private synchronized void unlock() {
        locked = false;
    }

    @Override
    public synchronized RunJournal create(String planId) {
        if (runs.containsKey(planId)) {
            throw JournalErrors.runExists(planId);
        }
        try {
            MemoryRun run = new MemoryRun(Files.createDirectories(workDirectory(planId)));
            runs.put(planId, run);
            return run;
        } catch (IOException e) {
            throw JournalErrors.io("make", folder, e);
        }
    }

    @Override
    public synchronized RunJournal open(String planId) {
        MemoryRun run = runs.get(planId);
        if (run == null) {
            throw JournalErrors.runUnknown(planId, runs());
        }
        return run;
    }

    @Override
    public Path workDirectory(String planId) {
        return folder.resolve(planId);
    }

    @Override
    public synchronized List<String> runs() {
        return List.copyOf(runs.keySet());
    }

    private record MemoryRun(Path workDirectory, List<JournalEntry> written) implements RunJournal {
        MemoryRun(Path workDirectory) {
            this(workDirectory, new ArrayList<>());
        }

        @Override
        public synchronized void append(JournalEntry entry) {
            written.add(entry);
        }

        @Override
        public synchronized List<JournalEntry> entries() {
            return List.copyOf(written);
        }

        @Override
        public void close() {}
    }
}
