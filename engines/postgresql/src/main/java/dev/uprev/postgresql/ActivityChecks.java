package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;

/** What other sessions do on the source just now. */
final class ActivityChecks {
    private static final String LONG = "5 minutes";

    private ActivityChecks() {}

    /** For the server. */
    static List<Check> all() {
        return List.of(
                ActivityChecks::preparedTransactions,
                ActivityChecks::longTransactions,
                ActivityChecks::exclusiveLocks,
                ActivityChecks::replicationSlots);
    }

    private static List<Finding> preparedTransactions(Look at) throws SQLException {
        Listing found = at.listing(
                "SELECT quote_literal(gid) || ' in ' || database || ' since ' || prepared::timestamp(0)"
                        + " FROM pg_prepared_xacts WHERE database::text = ANY (?)",
                databases(at));
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "prepared-transactions",
                        found.toString(),
                        "what these transactions wrote is not committed, so it will not go over; they keep their locks,"
                                + " also when all services are stopped",
                        "COMMIT PREPARED or ROLLBACK PREPARED each of them"));
    }

    private static List<Finding> longTransactions(Look at) throws SQLException {
        return transactionsOpenFor(LONG, at);
    }

    /** @param time as PostgreSQL writes intervals */
    static List<Finding> transactionsOpenFor(String time, Look at) throws SQLException {
        String clients = at.version().isAtLeast(100000) ? "backend_type = 'client backend'" : "query !~ '^autovacuum:'";
        Listing found = at.listing(
                "SELECT 'process ' || pid || ' of ' || usename || ' in ' || datname || ' since '"
                        + " || xact_start::timestamp(0) FROM pg_stat_activity WHERE " + clients
                        + " AND xact_start < now() - interval '" + time + "' AND datname::text = ANY (?)",
                databases(at));
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "long-transactions",
                        found.toString(),
                        "these transactions have run for more than " + time
                                + "; what they have not committed when the dump begins will not go over",
                        "end them before the upgrade, or see to it that they are those of a service that it stops"));
    }

    private static List<Finding> exclusiveLocks(Look at) throws SQLException {
        Listing found = at.listing(
                "SELECT DISTINCT 'process ' || coalesce(l.pid::text, '(prepared)') || ' in ' || d.datname"
                        + " FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database"
                        + " WHERE l.mode = 'AccessExclusiveLock' AND l.granted AND l.locktype = 'relation'"
                        + " AND d.datname::text = ANY (?)",
                databases(at));
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "exclusive-locks",
                        found.toString(),
                        "these sessions have tables locked against readers; the dump would wait for them",
                        "let them end, or see pg_locks and end them"));
    }

    private static List<Finding> replicationSlots(Look at) throws SQLException {
        if (!at.version().isAtLeast(90400)) {
            return List.of();
        }
        Listing found = at.listing(
                "SELECT slot_name || ' in ' || database FROM pg_replication_slots WHERE database::text = ANY (?)",
                databases(at));
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "replication-slots",
                        found.toString(),
                        "replication slots are no part of a dump: who reads from them will not find them on the target",
                        "make them again on the target, and let their readers begin anew"));
    }

    private static Array databases(Look at) throws SQLException {
        return at.connection()
                .createArrayOf(
                        "text",
                        at.source().databases().stream()
                                .map(DatabaseFacts::name)
                                .toArray());
    }
}
