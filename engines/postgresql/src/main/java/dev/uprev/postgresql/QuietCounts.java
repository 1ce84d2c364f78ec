package dev.uprev.postgresql;

import dev.uprev.model.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counts of what was written to the tables of a database until its snapshot. A session may report to the server
 * late what it has written before; so the counts are read again from time to time, for as long as no transaction that
 * writes has ended since the snapshot: all that they have more by then is older. The thread that does so ends with
 * {@link #close}.
 */
final class QuietCounts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuietCounts.class);

    private final Connection connection;
    private final String snapshot;
    private final Cancellation end = new Cancellation();
    private final Thread thread = new Thread(this::watch, "uprev-dump-counts");
    private volatile Map<Long, TableState> counts;

    private QuietCounts(Connection connection, String snapshot, Map<Long, TableState> counts) {
        this.connection = connection;
        this.snapshot = snapshot;
        this.counts = counts;
    }

    /**
     * Begins to read them again.
     *
     * @param connection in autocommit mode, for this alone until it is closed
     * @param snapshot as {@link SnapshotHolder#state}
     * @param counts as they were before the snapshot
     */
    static QuietCounts watch(Connection connection, String snapshot, Map<Long, TableState> counts) {
        QuietCounts watched = new QuietCounts(connection, snapshot, counts);
        watched.thread.start();
        return watched;
    }

    /** As far as they are known. */
    Map<Long, TableState> counts() {
        return counts;
    }

    private void watch() {
        try {
            boolean quiet = true;
            for (int seconds = 1; quiet && !end.await(seconds, TimeUnit.SECONDS); seconds *= 2) {
                Map<Long, TableState> read = TableStates.read(connection);
                // Not before: what ends between the two must not be taken for older.
                quiet = SnapshotHolder.current(connection).equals(snapshot);
                counts = quiet ? read : counts;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.debug("the counts are those that were read before", e);
        }
    }

    /** Waits for a reading that is under way. */
    @Override
    public void close() {
        end.cancel();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
