package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Built-in functions, operators and columns that a release on the way does not have any more, and the views, defaults,
 * constraints, indexes, policies and aggregates of users that need them. Expressions are looked at as the server keeps
 * them, by OID, so that a user's function of the same name is no mistake. The lists are what the catalogs of each two
 * neighbouring majors differ by.
 */
final class RemovedBuiltins {
    /**
     * What a release has removed.
     *
     * @param operators OIDs, which are the same in every version that has them
     * @param columns as {@code relation.column}
     */
    private record Removed(String since, List<String> functions, List<Integer> operators, List<String> columns) {}

    private static final List<Removed> REMOVED = List.of(
            new Removed(
                    "9.6",
                    List.of("pg_stat_get_backend_waiting"),
                    List.of(),
                    List.of(
                            "pg_stat_activity.waiting",
                            "pg_authid.rolcatupdate",
                            "pg_class.reltoastidxid",
                            "pg_rewrite.ev_attr",
                            "pg_roles.rolcatupdate",
                            "pg_shadow.usecatupd",
                            "pg_user.usecatupd")),
            new Removed(
                    "10",
                    List.of(
                            "pg_current_xlog_flush_location",
                            "pg_current_xlog_insert_location",
                            "pg_current_xlog_location",
                            "pg_is_xlog_replay_paused",
                            "pg_last_xlog_receive_location",
                            "pg_last_xlog_replay_location",
                            "pg_switch_xlog",
                            "pg_xlog_location_diff",
                            "pg_xlog_replay_pause",
                            "pg_xlog_replay_resume",
                            "pg_xlogfile_name",
                            "pg_xlogfile_name_offset"),
                    List.of(),
                    List.of(
                            "pg_stat_replication.flush_location",
                            "pg_stat_replication.replay_location",
                            "pg_stat_replication.sent_location",
                            "pg_stat_replication.write_location")),
            new Removed(
                    "11",
                    List.of(),
                    List.of(),
                    List.of("pg_class.relhaspkey", "pg_proc.proisagg", "pg_proc.proiswindow")),
            new Removed(
                    "12",
                    List.of("abstime", "reltime", "tinterval", "mktinterval", "timenow", "intinterval"),
                    List.of(),
                    List.of(
                            "pg_attrdef.adsrc",
                            "pg_class.relhasoids",
                            "pg_constraint.consrc",
                            "pg_proc.protransform",
                            "pg_stat_ssl.clientdn",
                            "pg_statistic_ext.stxdependencies",
                            "pg_statistic_ext.stxndistinct")),
            new Removed(
                    "13", List.of(), List.of(), List.of("pg_pltemplate.tmplname", "pg_stat_wal_receiver.received_lsn")),
            new Removed(
                    "14",
                    List.of("numeric_fac"),
                    List.of(
                            388, 389, 2860, 2861, 2862, 2863, 2864, 2865, 2866, 2867, 2868, 2869, 2870, 2871, 2872,
                            2873, 2874, 2875, 2876, 2877),
                    List.of("pg_stat_ssl.compression")),
            new Removed(
                    "15",
                    List.of("pg_backup_start_time", "pg_is_in_backup", "pg_start_backup", "pg_stop_backup"),
                    List.of(),
                    List.of("pg_database.datlastsysoid")),
            new Removed(
                    "17",
                    List.of(
                            "interval_accum",
                            "interval_avg",
                            "pg_stat_get_bgwriter_buf_written_checkpoints",
                            "pg_stat_get_bgwriter_requested_checkpoints",
                            "pg_stat_get_bgwriter_timed_checkpoints",
                            "pg_stat_get_buf_fsync_backend",
                            "pg_stat_get_buf_written_backend",
                            "pg_stat_get_checkpoint_sync_time",
                            "pg_stat_get_checkpoint_write_time"),
                    List.of(),
                    List.of(
                            "pg_collation.colliculocale",
                            "pg_database.daticulocale",
                            "pg_stat_bgwriter.buffers_backend",
                            "pg_stat_bgwriter.buffers_backend_fsync",
                            "pg_stat_bgwriter.buffers_checkpoint",
                            "pg_stat_bgwriter.checkpoint_sync_time",
                            "pg_stat_bgwriter.checkpoint_write_time",
                            "pg_stat_bgwriter.checkpoints_req",
                            "pg_stat_bgwriter.checkpoints_timed",
                            "pg_stat_progress_vacuum.max_dead_tuples",
                            "pg_stat_progress_vacuum.num_dead_tuples")),
            new Removed(
                    "18",
                    List.of(),
                    List.of(),
                    List.of(
                            "pg_attribute.attcacheoff",
                            "pg_backend_memory_contexts.parent",
                            "pg_stat_io.op_bytes",
                            "pg_stat_wal.wal_sync",
                            "pg_stat_wal.wal_sync_time",
                            "pg_stat_wal.wal_write",
                            "pg_stat_wal.wal_write_time")));

    private RemovedBuiltins() {}

    static List<Finding> look(Look at) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Removed removed : REMOVED) {
            if (at.crosses(removed.since())) {
                findings.addAll(expressions(at, removed));
                findings.addAll(columns(at, removed));
                findings.addAll(functionTexts(at, removed));
            }
        }
        return findings;
    }

    private static List<Finding> expressions(Look at, Removed removed) throws SQLException {
        List<String> oids = new ArrayList<>(Sql.texts(
                at.connection(),
                "SELECT oid::text FROM pg_proc WHERE pronamespace = 11 AND proname::text = ANY (?)",
                at.connection().createArrayOf("text", removed.functions().toArray())));
        List<String> patterns = new ArrayList<>();
        if (!oids.isEmpty()) {
            patterns.add("(funcid|opfuncid|aggfnoid|winfnoid) (" + String.join("|", oids) + ")");
        }
        if (!removed.operators().isEmpty()) {
            patterns.add("opno ("
                    + removed.operators().stream().map(String::valueOf).collect(Collectors.joining("|")) + ")");
        }
        if (patterns.isEmpty()) {
            return List.of();
        }
        String aggregates = oids.isEmpty()
                ? ""
                : " UNION ALL SELECT 'aggregate ' || aggfnoid::regprocedure FROM pg_aggregate WHERE aggfnoid >= "
                        + Look.FIRST_OF_USERS + " AND aggtransfn::oid IN (" + String.join(", ", oids) + ")";
        Listing users = at.listing(
                "SELECT name FROM (" + Expressions.sql(at.version()) + ") AS expressions(name, tree) WHERE tree ~ ?"
                        + aggregates,
                ":(" + String.join("|", patterns) + ")[ }]");
        return finding(at, removed, users, "functions or operators");
    }

    /** The trees of the server's own views are not read: that would take most of a preflight's time. */
    private static List<Finding> columns(Look at, Removed removed) throws SQLException {
        String columns = removed.columns().stream()
                .map(column -> "('" + column.replace(".", "', '") + "')")
                .collect(Collectors.joining(", "));
        Listing users = at.listing("SELECT DISTINCT 'view ' || " + Look.NAME + Look.RELATIONS
                + "JOIN pg_rewrite AS r ON r.ev_class = c.oid AND r.oid >= " + Look.FIRST_OF_USERS
                + " JOIN (VALUES " + columns + ") AS removed(relation, attribute) ON true"
                + " JOIN pg_class AS catalog ON catalog.relname = removed.relation AND catalog.relnamespace = 11"
                + " WHERE c.relkind IN ('v', 'm') AND r.ev_action::text LIKE '%:relid ' || catalog.oid || ' %'"
                + " AND pg_get_viewdef(c.oid) ~ ('\\m' || removed.attribute || '\\M')");
        return finding(at, removed, users, "columns of catalogs");
    }

    private static List<Finding> finding(Look at, Removed removed, Listing users, String what) {
        return users.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                                "removed-builtin",
                                at.seen(users),
                                "these use built-in " + what + " that PostgreSQL does not have from " + removed.since()
                                        + " on, so that they cannot be created on the target",
                                "change or drop them on the source; the release notes name the successors")
                        .withSource(ReleaseNotes.of(removed.since())));
    }

    /** The text of a function is read only when it runs, so this is about names that are hardly used otherwise. */
    private static List<Finding> functionTexts(Look at, Removed removed) throws SQLException {
        List<String> names = removed.functions().stream()
                .filter(name -> name.startsWith("pg_"))
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        Listing users = at.listing(
                "SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) FROM pg_proc AS p"
                        + " JOIN pg_namespace AS n ON n.oid = p.pronamespace AND " + Look.OF_USERS.formatted("n")
                        + " WHERE p.prosrc ~ ?",
                "\\m(" + String.join("|", names) + ")\\M");
        return users.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        "removed-builtin-in-function",
                        Severity.WARNING,
                        at.seen(users),
                        "the text of these functions names built-in functions that PostgreSQL does not have from "
                                + removed.since() + " on; they will fail when they run",
                        "change them to the successors that the release notes name",
                        Optional.of(ReleaseNotes.of(removed.since()))));
    }
}
