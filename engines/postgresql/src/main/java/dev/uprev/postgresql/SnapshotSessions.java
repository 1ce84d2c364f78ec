package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Sessions that see one snapshot of each database, opened as they are needed and used by one worker after the other.
 * Closing this stops what runs in them. Thread-safe.
 */
final class SnapshotSessions implements AutoCloseable {
    private final Connections connections;
    private final Map<String, String> snapshots;
    private final Map<String, Queue<SnapshotSession>> idle = new HashMap<>();
    private final Set<SnapshotSession> open = new HashSet<>();
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
        T result = use.in(session);
        giveBack(database, session);
        return result;
    }

    private SnapshotSession take(String database) throws IOException {
        synchronized (this) {
            SnapshotSession waiting =
                    idle.computeIfAbsent(database, any -> new ArrayDeque<>()).poll();
            if (waiting != null) {
                return waiting;
            }
        }
        try {
            SnapshotSession session = SnapshotSession.open(connections, database, snapshots.getOrDefault(database, ""));
            synchronized (this) {
                if (!closed) {
                    open.add(session);
                    return session;
                }
            }
            session.close();
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
        throw new IOException("the copy is being stopped");
    }

    private synchronized void giveBack(String database, SnapshotSession session) {
        idle.computeIfAbsent(database, any -> new ArrayDeque<>()).add(session);
    }

    @Override
    public void close() {
        Set<SnapshotSession> all;
        synchronized (this) {
            closed = true;
            all = Set.copyOf(open);
        }
        all.forEach(SnapshotSession::cancel);
    }
}
