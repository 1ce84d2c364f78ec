package dev.uprev.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of a run's journal.
 *
 * @param at when it was written
 * @param kind what happened
 * @param step the id of the step it happened to; empty when it concerns the run as a whole
 * @param data what else there is to say; never a secret
 */
public record JournalEntry(Instant at, Kind kind, String step, SortedMap<String, String> data) {
    /** What happened. */
    public enum Kind {
        /** The plan; the first entry of every journal. Data: id, context, findings, fingerprint. */
        PLANNED,
        /** A process begins to carry out the plan, or goes on with it. */
        RUN_STARTED,
        STEP_STARTED,
        STEP_DONE,
        /** Data: error. */
        STEP_FAILED,
        /** The run failed; what follows is its undoing. Data: error. */
        UNDOING,
        UNDO_STARTED,
        UNDO_DONE,
        /** Data: error. */
        UNDO_FAILED,
        /**
         * A step with nothing to take back counts as not begun again, because what it saw or wrote may be out of date.
         */
        RESET,
        /** A step that cannot be undone was approved. */
        APPROVED,
        /** Something a step keeps for later. Data: key, value. */
        REMEMBERED,
        /** Data: finding. */
        FINDING,
        /** Data: verification. */
        VERIFIED,
        /** The upgrade is over; what follows ends its rollback window. Data: course. */
        COURSE,
        /** The run ended. Data: outcome. */
        RUN_ENDED
    }

    public JournalEntry {
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    }

    /** One of the data, empty text where there is none. */
    public String value(String name) {
        return data.getOrDefault(name, "");
    }
}
