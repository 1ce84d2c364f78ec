package dev.uprev.postgresql;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Opens the sessions of a restore and can stop them all. Thread-safe. */
final class TargetSessions {
    private final Connections connections;
    private final String settings;
    private final Set<TargetSession> open = new HashSet<>();
    private boolean cancelled;

    /** @param settings statements that every session begins with */
    TargetSessions(Connections connections, String settings) {
        this.connections = connections;
        this.settings = settings;
    }

    Connections connections() {
        return connections;
    }

    /**
     * Opens a session; the caller closes it by {@link #close}.
     *
     * @throws dev.uprev.error.UpgradeException as {@link Connections#open(ConnectionRequest)}
     */
    TargetSession open(String database) throws IOException {
        TargetSession session = TargetSession.open(connections, database, settings);
        synchronized (this) {
            if (!cancelled) {
                open.add(session);
                return session;
            }
        }
        session.close();
        throw new IOException("the restore is being stopped");
    }

    void close(TargetSession session) {
        synchronized (this) {
            open.remove(session);
        }
        session.close();
    }

    /** Stops what runs in any session, now and later. */
    void cancel() {
        Set<TargetSession> all;
        synchronized (this) {
            cancelled = true;
            all = Set.copyOf(open);
        }
        all.forEach(TargetSession::cancel);
    }
}
