package dev.uprev.postgresql;

import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A moment at which both sides of a replication show the same, while the services go on. Writers of the publisher are
 * held back for as long as it takes to have a snapshot and to commit a marker behind it, which is milliseconds; on the
 * subscriber the row of that marker is locked, so that its worker stops there, with everything before it applied and
 * nothing behind it. When this is closed, the worker goes on. For one thread.
 */
final class Standstill implements AutoCloseable {
    private static final String MARKER = "standstill";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** Who holds a table for longer than that is waited for later. */
    private static final String LOCK_LIMIT = "500ms";

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 20;
    private static final int NAMES_AT_ONCE = 200;
    private static final String NOT_IN_TIME = "55P03";
    private static final String DEADLOCK = "40P01";

    private static final String STOPPED = "SELECT count(*) > 0 FROM pg_stat_subscription AS s"
            + " WHERE s.subname = ? AND ? = ANY (pg_blocking_pids(s.pid))";

    private final Link link;
    private final StepContext context;
    private final Connection writer;
    private final Connection snapshotHolder;
    private String snapshot = "";

    private Standstill(Link link) {
        this.link = link;
        this.context = link.route().context();
        this.writer = link.route().publisher().open(link.database(), "standstill");
        this.snapshotHolder = link.route().publisher().open(link.database(), "standstill");
    }

    /**
     * Waits for that moment; absent where some transaction holds its tables all the time.
     *
     * @throws dev.uprev.error.UpgradeException {@code replication-stalled}
     */
    static Optional<Standstill> reach(Link link) throws SQLException, InterruptedException {
        Standstill standstill = new Standstill(link);
        try {
            standstill.lockMarker();
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (standstill.take()) {
                    standstill.awaitWorker();
                    return Optional.of(standstill);
                }
                link.route().context().pause(BETWEEN_ATTEMPTS);
            }
            standstill.close();
            return Optional.empty();
        } catch (SQLException | InterruptedException | RuntimeException e) {
            standstill.close();
            throw e;
        }
    }

    /** The row is there on both sides before it is locked on the one. */
    private void lockMarker() throws SQLException, InterruptedException {
        String value = UUID.randomUUID().toString();
        Marker.write(writer, MARKER, value);
        StallWatch stall =
                new StallWatch(link, new ReplicationOptions(context.plan().request()).stallLimit());
        while (Marker.read(link.subscriber(), MARKER).filter(value::equals).isEmpty()) {
            Optional<Link.Slot> slot = link.slot();
            if (slot.isPresent()) {
                stall.look(slot.get());
            }
            context.pause(BETWEEN_LOOKS);
        }
        Sql.execute(link.subscriber(), "BEGIN");
        Marker.lock(link.subscriber(), MARKER);
    }

    /** Whether nobody had a table locked for long. */
    private boolean take() throws SQLException {
        List<String> tables =
                new ArrayList<>(Publication.tables(writer, link.route().names().publication()));
        Sql.execute(writer, "BEGIN; SET LOCAL lock_timeout = '" + LOCK_LIMIT + "'");
        try {
            for (int at = 0; at < tables.size(); at += NAMES_AT_ONCE) {
                List<String> some = tables.subList(at, Math.min(tables.size(), at + NAMES_AT_ONCE));
                Sql.execute(writer, "LOCK TABLE ONLY " + String.join(", ONLY ", some) + " IN SHARE MODE");
            }
            Sql.execute(snapshotHolder, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            snapshot = Sql.text(snapshotHolder, "SELECT pg_export_snapshot()");
            Marker.write(writer, MARKER, UUID.randomUUID().toString());
            Sql.execute(writer, "COMMIT");
            return true;
        } catch (SQLException e) {
            Sql.execute(writer, "ROLLBACK");
            if (NOT_IN_TIME.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** Everything before the marker is applied when the worker waits for its row. */
    private void awaitWorker() throws SQLException, InterruptedException {
        int own = (int) Sql.number(link.subscriber(), "SELECT pg_backend_pid()");
        try (Connection aside = link.route().subscriber().open(link.database(), "standstill")) {
            Duration limit = new ReplicationOptions(context.plan().request()).stallLimit();
            for (long looks = limit.dividedBy(BETWEEN_LOOKS); !Sql.flag(aside, STOPPED, link.name(), own); looks--) {
                if (looks == 0) {
                    throw StallWatch.stalled(link, "it has not come to the marker in " + limit);
                }
                context.pause(BETWEEN_LOOKS);
            }
        }
    }

    /** What the publisher's side is read under. */
    String snapshot() {
        return snapshot;
    }

    @Override
    public void close() throws SQLException {
        try (writer;
                snapshotHolder) {
            Sql.execute(link.subscriber(), "ROLLBACK");
        }
    }
}
