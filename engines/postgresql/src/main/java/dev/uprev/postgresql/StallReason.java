package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out why a subscriber does not go on. Only looks. */
final class StallReason {
    private static final String ENABLED = "SELECT subenabled FROM pg_subscription WHERE subname = ?";
    private static final String WORKER =
            "SELECT pid::text FROM pg_stat_subscription WHERE subname = ? AND pid IS NOT NULL" + " AND relid IS NULL";
    private static final String NOT_READY = "SELECT r.srrelid::regclass::text FROM pg_subscription_rel r"
            + " JOIN pg_subscription s ON s.oid = r.srsubid WHERE s.subname = ? AND r.srsubstate <> 'r'";
    private static final String WAITS = "SELECT coalesce(wait_event_type, '') FROM pg_stat_activity WHERE pid = ?::int";
    private static final String BLOCKED_BY = "SELECT 'process ' || a.pid || coalesce(' of ' || a.usename, '')"
            + " || coalesce(' (' || nullif(a.application_name, '') || ')', '') FROM pg_stat_activity AS a"
            + " WHERE a.pid = ANY (pg_blocking_pids(?::int))";
    private static final String ERRORS = "SELECT apply_error_count FROM pg_stat_subscription_stats WHERE subname = ?";
    private static final String CONFLICTS = "SELECT concat_ws(', ',"
            + " CASE WHEN confl_insert_exists > 0 THEN 'rows that are there already: ' || confl_insert_exists END,"
            + " CASE WHEN confl_update_missing > 0 THEN 'rows to update that are missing: ' || confl_update_missing END,"
            + " CASE WHEN confl_delete_missing > 0 THEN 'rows to delete that are missing: ' || confl_delete_missing END)"
            + " FROM pg_stat_subscription_stats WHERE subname = ?";
    private static final String LOST = "SELECT wal_status FROM pg_replication_slots WHERE slot_name = ?"
            + " AND wal_status IN ('lost', 'unreserved')";

    private final Link link;
    private final Connection subscriber;

    StallReason(Link link) {
        this.link = link;
        this.subscriber = link.subscriber();
    }

    /** How many errors of the worker the subscriber has counted; before version 15 it counts none. */
    static long errors(Link link) throws SQLException {
        return ServerVersion.of(link.subscriber()).isAtLeast(150000)
                ? Sql.list(link.subscriber(), ERRORS, row -> row.getLong(1), link.name()).stream()
                        .findFirst()
                        .orElse(0L)
                : 0;
    }

    /** The tables that are not in state ready. */
    static List<String> notReady(Link link) throws SQLException {
        return Sql.texts(link.subscriber(), NOT_READY, link.name());
    }

    /** Whether the subscription has its worker. */
    static boolean hasWorker(Link link) throws SQLException {
        return !Sql.texts(link.subscriber(), WORKER, link.name()).isEmpty();
    }

    /** Everything that can be seen, in words. */
    String find() throws SQLException {
        List<String> reasons = new ArrayList<>();
        slot().ifPresent(reasons::add);
        worker().ifPresent(reasons::add);
        errors().ifPresent(reasons::add);
        List<String> notReady = notReady(link);
        if (!notReady.isEmpty()) {
            reasons.add("tables that are not ready: " + Listing.of(notReady));
        }
        return reasons.isEmpty()
                ? "the worker applies changes or waits for them, but confirms nothing: a large transaction, or a slow"
                        + " disk of the " + link.route().subscriber().side()
                : String.join("; ", reasons);
    }

    private Optional<String> slot() throws SQLException {
        Optional<Link.Slot> slot = link.slot();
        if (slot.isEmpty()) {
            return Optional.of("the slot " + link.name() + " is gone from the "
                    + link.route().publisher().side());
        }
        if (ServerVersion.of(link.publisher()).isAtLeast(130000)
                && !Sql.texts(link.publisher(), LOST, link.name()).isEmpty()) {
            return Optional.of("the slot " + link.name() + " has lost its log (max_slot_wal_keep_size)");
        }
        return slot.get().isActive() ? Optional.empty() : Optional.of("nobody reads from the slot " + link.name());
    }

    private Optional<String> worker() throws SQLException {
        List<Boolean> enabled = Sql.list(subscriber, ENABLED, row -> row.getBoolean(1), link.name());
        if (enabled.isEmpty()) {
            return Optional.of("the subscription " + link.name() + " is gone");
        }
        if (!enabled.get(0)) {
            return Optional.of("the subscription " + link.name() + " is disabled");
        }
        List<String> worker = Sql.texts(subscriber, WORKER, link.name());
        if (worker.isEmpty()) {
            return Optional.of("the subscription has no worker: it has failed and is started again every few seconds,"
                    + " or max_logical_replication_workers (" + setting("max_logical_replication_workers")
                    + ") or max_worker_processes (" + setting("max_worker_processes") + ") are all in use");
        }
        String pid = worker.get(0);
        boolean waits = Sql.texts(subscriber, WAITS, pid).contains("Lock");
        return waits
                ? Optional.of("the worker waits for a lock that is held by "
                        + Listing.of(Sql.texts(subscriber, BLOCKED_BY, pid)))
                : Optional.empty();
    }

    private String setting(String name) throws SQLException {
        return Sql.setting(subscriber, name).orElse("?");
    }

    private Optional<String> errors() throws SQLException {
        long count = errors(link);
        if (count == 0) {
            return Optional.empty();
        }
        String conflicts =
                ServerVersion.of(subscriber).isAtLeast(180000) ? Sql.text(subscriber, CONFLICTS, link.name()) : "";
        return Optional.of("the worker has failed " + count + " times to apply a change, see the log of the "
                + link.route().subscriber().side()
                + (conflicts.isEmpty() ? " for the row" : ": " + conflicts));
    }
}
