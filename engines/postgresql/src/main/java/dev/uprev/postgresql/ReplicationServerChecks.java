package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.List;

/** What the source as a whole is, as far as replication is concerned. */
final class ReplicationServerChecks {
    /** Bytes in a second of a seed, see {@link PostgresqlReplication}. */
    private static final long SEED_SPEED = 80_000_000;

    private static final String WRITTEN_IN_A_SECOND = "SELECT (pg_current_wal_lsn() - before)::int8"
            + " FROM (SELECT pg_current_wal_lsn() AS before, pg_sleep(1) OFFSET 0) AS s";

    private static final String SUBSCRIPTIONS = "SELECT quote_ident(s.subname) || ' in ' || quote_ident(d.datname)"
            + " FROM pg_subscription AS s JOIN pg_database AS d ON d.oid = s.subdbid";

    private ReplicationServerChecks() {}

    static List<Check> all() {
        return List.of(
                ReplicationServerChecks::standby,
                ReplicationServerChecks::subscriptions,
                ReplicationServerChecks::roomForLog);
    }

    private static List<Finding> standby(Look at) {
        return at.source().isStandby()
                ? List.of(Finding.blocker(
                        "standby-publishes-nothing",
                        "pg_is_in_recovery() is true",
                        "a publication can only be made on the primary",
                        "give the address of the primary"))
                : List.of();
    }

    private static List<Finding> subscriptions(Look at) throws SQLException {
        boolean readable =
                Sql.flag(at.connection(), "SELECT has_column_privilege('pg_subscription', 'subname', 'SELECT')");
        Listing found = readable ? at.listing(SUBSCRIPTIONS) : Listing.of(List.of());
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "source-subscribes",
                        found.toString(),
                        "the source itself follows another server; its subscriptions go over disabled, and what they"
                                + " would write behind the fence does not",
                        "disable them before the cutover, and enable them on the target afterwards"));
    }

    private static List<Finding> roomForLog(Look at) throws SQLException {
        if (at.source().isStandby()) {
            return List.of();
        }
        long rate = Sql.number(at.connection(), WRITTEN_IN_A_SECOND);
        long seconds = 60 + at.plan().source().bytes() / SEED_SPEED;
        long kept = rate * seconds;
        long limit = at.version().isAtLeast(130000)
                ? Sql.number(
                        at.connection(),
                        "SELECT setting::int8 * 1024 * 1024 FROM pg_settings WHERE name = 'max_slot_wal_keep_size'")
                : -1;
        String seen = "about " + kept + " bytes, at the present " + rate + " bytes in a second";
        if (limit >= 0 && kept > limit) {
            return List.of(Finding.blocker(
                    "slot-log-limit",
                    seen + "; max_slot_wal_keep_size allows " + limit,
                    "the source would throw away changes that the target has not seen yet",
                    "raise max_slot_wal_keep_size, or set it to -1, and reload"));
        }
        return List.of(Finding.info(
                "log-is-kept",
                seen,
                "the source keeps its log of changes until the target has caught up",
                "see that the file system of pg_wal has room for several times as much"));
    }
}
