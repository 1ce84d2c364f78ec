package dev.uprev.testkit.contract;

import dev.uprev.journal.Journal;
import dev.uprev.journal.JournalEntry;
import dev.uprev.journal.RunJournal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The death of a process, played within this one: from a chosen moment on nothing reaches the journal any more, and
 * whoever asks for the time, as work that tells its progress does, ends with an error. What was done up to then stays
 * done, without being known as done.
 */
final class Mortality {
    private final int lastWrite;
    private final int lastLook;
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean dead;
    private volatile boolean working;

    private Mortality(int lastWrite, int lastLook) {
        this.lastWrite = lastWrite;
        this.lastLook = lastLook;
    }

    /** Lives for ever, and counts. */
    static Mortality none() {
        return new Mortality(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Dies when it is about to write an entry of a run's journal; the first, the plan, has the number 0. */
    static Mortality beforeEntry(int number) {
        return new Mortality(number, Integer.MAX_VALUE);
    }

    /** Dies at a look at the clock by a step, the first of which has the number 0. */
    static Mortality atLook(int number) {
        return new Mortality(Integer.MAX_VALUE, number);
    }

    boolean isDead() {
        return dead;
    }

    /** How many entries were written. */
    int writes() {
        return writes.get();
    }

    /** How often steps looked at the clock. */
    int looks() {
        return looks.get();
    }

    private void requireAlive() {
        if (dead) {
            throw new Death();
        }
    }

    private void die() {
        dead = true;
        throw new Death();
    }

    private synchronized void write(RunJournal journal, JournalEntry entry) {
        requireAlive();
        if (writes.get() >= lastWrite) {
            die();
        }
        journal.append(entry);
        writes.incrementAndGet();
        switch (entry.kind()) {
            case STEP_STARTED -> working = true;
            case STEP_DONE, STEP_FAILED -> working = false;
            default -> {}
        }
    }

    /** The clock that is asked for the time while work goes on. */
    InstantSource clock() {
        return () -> {
            requireAlive();
            if (working && looks.getAndIncrement() >= lastLook) {
                die();
            }
            return InstantSource.system().instant();
        };
    }

    Journal over(Journal whole) {
        return new MortalJournal(whole);
    }

    /** The end. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process was killed");
        }
    }

    private final class MortalJournal implements Journal {
        private final Journal whole;

        MortalJournal(Journal whole) {
            this.whole = whole;
        }

        @Override
        public Lock lock() {
            return whole.lock();
        }

        @Override
        public RunJournal create(String planId) {
            return new MortalRun(whole.create(planId));
        }

        @Override
        public RunJournal open(String planId) {
            return new MortalRun(whole.open(planId));
        }

        @Override
        public Path workDirectory(String planId) {
            return whole.workDirectory(planId);
        }

        @Override
        public List<String> runs() {
            return whole.runs();
        }
    }

    private final class MortalRun implements RunJournal {
        private final RunJournal whole;

        MortalRun(RunJournal whole) {
            this.whole = whole;
        }

        @Override
        public void append(JournalEntry entry) {
            write(whole, entry);
        }

        @Override
        public List<JournalEntry> entries() {
            return whole.entries();
        }

        @Override
        public Path workDirectory() {
            return whole.workDirectory();
        }

        @Override
        public void close() {
            whole.close();
        }
    }
}
