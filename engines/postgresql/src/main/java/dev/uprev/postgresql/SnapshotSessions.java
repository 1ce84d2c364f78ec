package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions that see one snapshot of each database, opened as they are needed and used by one worker after the other.
 * Closing this stops what runs in them; who uses one then gets an exception, and the session ends. Thread-safe.
 */
final class SnapshotSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSessions.class);

    private final Connections connections;
    private final Map<String, String> snapshots;
    private final Map<String, Queue<SnapshotSession>> idle = new HashMap<>();
    private final Set<SnapshotSession> used = new HashSet<>();
    private boolean closed;

    /** @param snapshots by the names of the databases; they are held elsewhere */
    SnapshotSessions(Connections connections, Map<String, String> snapshots) {
        this.connections = connections;
        this.snapshots = Map.copyOf(snapshots);
    }

    /** What is done in a session. */
    @FunctionalInterface
    interface Use<T> {
        T in(SnapshotSession session) throws IOException;
    }

    /**
     * Uses a session; one in which something failed is not used again.
     *
     * @throws dev.uprev.error.UpgradeException as {@link Connections#open(ConnectionRequest)}
     */
    <T> T use(String database, Use<T> use) throws IOException {
        SnapshotSession session = take(database);
        boolean sound = false;
        try {
            T result = use.in(session);
            sound = true;
            return result;
        } finally {
            giveBack(database, session, sound);
        }
    }

    private SnapshotSession take(String database) throws IOException {
        synchronized (this) {
            SnapshotSession waiting =
                    idle.computeIfAbsent(database, any -> new ArrayDeque<>()).poll();
            if (waiting != null) {
                used.add(waiting);
                return waiting;
            }
        }
        try {
            SnapshotSession session = SnapshotSession.open(connections, database, snapshots.getOrDefault(database, ""));
            synchronized (this) {
                if (!closed) {
                    used.add(session);
                    return session;
                }
            }
            session.close();
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
        throw new IOException("the copy is being stopped");
    }

    private void giveBack(String database, SnapshotSession session, boolean sound) {
        synchronized (this) {
            used.remove(session);
            if (sound && !closed) {
                idle.computeIfAbsent(database, any -> new ArrayDeque<>()).add(session);
                return;
            }
        }
        end(session);
    }

    private static void end(SnapshotSession session) {
        try {
            session.close();
        } catch (SQLException e) {
            LOG.debug("a session of the source could not be closed in good order", e);
        }
    }

    @Override
    public void close() {
        Set<SnapshotSession> running;
        List<SnapshotSession> resting = new ArrayList<>();
        synchronized (this) {
            closed = true;
            running = Set.copyOf(used);
            idle.values().forEach(resting::addAll);
            idle.clear();
        }
        running.forEach(SnapshotSession::cancel);
        resting.forEach(SnapshotSessions::end);
    }
}
