package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.Side;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether a server has room for slots, senders and workers: one each for every database, in either role. */
final class ReplicationSettingChecks {
    private static final URI DOCUMENTATION =
            URI.create("https://www.postgresql.org/docs/current/logical-replication-config.html");

    private static final String SENDERS = "SELECT count(*) FROM pg_stat_replication";
    private static final String SLOTS = "SELECT count(*) FROM pg_replication_slots";
    private static final String ORIGINS = "SELECT count(*) FROM pg_replication_origin";
    private static final String LOGICAL_WORKERS =
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type ~ '^logical replication .*worker'";
    private static final String WORKERS = "SELECT count(*) FROM pg_stat_activity WHERE backend_type NOT IN"
            + " ('client backend', 'autovacuum launcher', 'autovacuum worker', 'background writer', 'checkpointer',"
            + " 'walwriter', 'walsender', 'walreceiver', 'startup', 'archiver', 'slotsync worker', 'io worker')";

    private ReplicationSettingChecks() {}

    /** Of a server whose changes are to be followed. */
    static List<Finding> publisher(Look at, Side side) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        String level = Sql.setting(at.connection(), "wal_level").orElse("");
        if (!level.equals("logical")) {
            findings.add(Finding.blocker(
                            "wal-level",
                            side + ": wal_level = " + level,
                            "changes cannot be followed" + direction(side),
                            "set wal_level = logical and restart the server" + without(side))
                    .withSource(DOCUMENTATION));
        }
        int needed = databases(at);
        findings.addAll(free(at, side, "max_replication_slots", SLOTS, needed, without(side)));
        findings.addAll(free(at, side, "max_wal_senders", SENDERS, needed, without(side)));
        return findings;
    }

    /** Of a server that is to follow another. */
    static List<Finding> subscriber(Look at, Side side) throws SQLException {
        int needed = databases(at);
        String fix = without(side == Side.TARGET ? Side.SOURCE : Side.TARGET);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(free(at, side, "max_logical_replication_workers", LOGICAL_WORKERS, needed, fix));
        findings.addAll(free(at, side, "max_worker_processes", WORKERS, needed, fix));
        String origins = at.version().isAtLeast(180000) ? "max_active_replication_origins" : "max_replication_slots";
        findings.addAll(free(at, side, origins, ORIGINS, needed, fix));
        return findings;
    }

    private static int databases(Look at) {
        return at.source().databases().size();
    }

    private static List<Finding> free(Look at, Side side, String setting, String used, int needed, String fix)
            throws SQLException {
        long most = Long.parseLong(Sql.setting(at.connection(), setting).orElse("0"));
        long inUse = Sql.number(at.connection(), used);
        return most - inUse >= needed
                ? List.of()
                : List.of(Finding.blocker(
                                "too-few-" + setting.replaceFirst("^max_", "").replace('_', '-'),
                                side + ": " + setting + " = " + most + ", " + inUse + " in use",
                                needed + " are needed, one for each database",
                                "raise it to " + (inUse + needed) + " at least and restart the server" + fix)
                        .withSource(DOCUMENTATION));
    }

    private static String direction(Side publisher) {
        return publisher == Side.SOURCE ? "" : " back to the source";
    }

    private static String without(Side publisher) {
        return publisher == Side.SOURCE
                ? ""
                : ", or do without the way back (option \"" + ReplicationOptions.WAY_BACK + "\" = false)";
    }
}
