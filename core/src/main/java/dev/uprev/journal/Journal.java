package dev.uprev.journal;

import java.nio.file.Path;
import java.util.List;

/** The records of all runs of one place. Thread-safe. */
public interface Journal {
    /**
     * A journal in a directory, which is made when absent and is private to this user: a folder for each run, with its
     * journal file and its work files.
     */
    static Journal directory(Path directory) {
        return new DirectoryJournal(directory);
    }

    /** A journal that is gone with the process, for tests; work files are in a temporary folder. */
    static Journal inMemory() {
        return new MemoryJournal();
    }

    /**
     * Makes sure that one upgrade runs at a time in this place.
     *
     * @return to be closed at the end; a process that dies gives it back too
     * @throws dev.uprev.error.UpgradeException {@code journal-locked} when another upgrade is running here
     */
    Lock lock();

    /**
     * Begins the record of a run.
     *
     * @throws dev.uprev.error.UpgradeException {@code run-exists} when there is one of this id
     */
    RunJournal create(String planId);

    /**
     * Opens the record of a run, to read it or to go on with it.
     *
     * @throws dev.uprev.error.UpgradeException {@code run-unknown}, or {@code journal-damaged} when it was altered
     */
    RunJournal open(String planId);

    /** The folder for a run's own files, private to this user; made when the run begins. */
    Path workDirectory(String planId);

    /** The ids of all runs, oldest first. */
    List<String> runs();

    /** Held while an upgrade runs. */
    interface Lock extends AutoCloseable {
        @Override
        void close();
    }
}
