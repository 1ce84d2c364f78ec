package dev.uprev.postgresql;

import java.io.IOException;
import java.util.Optional;

/** Does work of the queue, one piece after the other, each in a session of the database that it concerns. */
final class RestoreWorker implements Runnable {
    private final WorkQueue queue;
    private final TargetSessions sessions;
    private Optional<TargetSession> session = Optional.empty();

    RestoreWorker(WorkQueue queue, TargetSessions sessions) {
        this.queue = queue;
        this.sessions = sessions;
    }

    /**
     * A session of that database; stays open for the next piece of work.
     *
     * @throws dev.uprev.error.UpgradeException as {@link TargetSessions#open}
     */
    TargetSession session(String database) throws IOException {
        if (session.filter(open -> open.database().equals(database)).isEmpty()) {
            closeSession();
            session = Optional.of(sessions.open(database));
        }
        return session.orElseThrow();
    }

    /** How many other workers have nothing to do, so that the server may use more than one process for this one. */
    int idleWorkers() {
        return queue.idle();
    }

    @Override
    public void run() {
        try {
            for (Optional<Work> work = queue.take(); work.isPresent(); work = queue.take()) {
                work.get().action().run(this);
                queue.done(work.get());
            }
        } catch (Throwable e) {
            queue.fail(e);
        } finally {
            closeSession();
        }
    }

    void closeSession() {
        session.ifPresent(sessions::close);
        session = Optional.empty();
    }
}
