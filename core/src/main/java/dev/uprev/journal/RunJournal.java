package dev.uprev.journal;

import java.nio.file.Path;
import java.util.List;

/** The record of one run: only ever added to. Thread-safe. */
public interface RunJournal extends AutoCloseable {
    /** Adds an entry; it is on the disk when this returns. */
    void append(JournalEntry entry);

    /** All entries, oldest first; at least the plan. */
    List<JournalEntry> entries();

    /** The folder for the run's own files. */
    Path workDirectory();

    @Override
    void close();
}
