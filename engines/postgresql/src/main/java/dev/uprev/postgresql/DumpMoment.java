package dev.uprev.postgresql;

import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * What is known of a database at the moment of its dump.
 *
 * @param version of the server
 * @param database its name
 * @param snapshot as {@link SnapshotHolder#state}
 * @param before states of its tables before the snapshot was taken
 * @param now states of its tables after it
 * @param countsComplete whether these states count all that was written, see {@link SourceWriters}
 */
record DumpMoment(
        ServerVersion version,
        String database,
        String snapshot,
        Map<Long, TableState> before,
        Map<Long, TableState> now,
        boolean countsComplete) {
    /** Counts on their way to the server's statistics take half a second before version 15. */
    private static final Duration COUNTS_SETTLE = Duration.ofSeconds(1);

    /** The moment of a first attempt, which has nothing to compare with. */
    static DumpMoment first(ServerVersion version, String database, String snapshot, Map<Long, TableState> before) {
        return new DumpMoment(version, database, snapshot, before, before, false);
    }

    /**
     * This moment in a later attempt.
     *
     * @param connection not in a transaction, which would see old counts
     */
    DumpMoment later(Connection connection, StepContext context) throws SQLException, InterruptedException {
        context.pause(COUNTS_SETTLE);
        boolean complete = SourceWriters.haveReported(connection, version);
        return new DumpMoment(version, database, snapshot, before, TableStates.read(connection), complete);
    }
}
