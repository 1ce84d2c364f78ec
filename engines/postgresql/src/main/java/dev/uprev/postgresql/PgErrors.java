package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Says what an error of a server in the middle of the work means, by its SQLSTATE.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class PgErrors {
    static final String SERVER_LOST = "server-lost";
    static final String SQL_FAILED = "sql-failed";

    private static final String CONNECTION_FAILURE = "08006";

    private PgErrors() {}

    /**
     * The error for people. Shows the server's own message without its detail, which may have values of rows in it.
     *
     * <p>Codes: {@code server-lost}, {@code disk-full}, {@code server-out-of-memory}, {@code too-many-connections},
     * {@code permission-denied}, {@code server-read-only}, {@code query-cancelled}, {@code standby-conflict},
     * {@code lock-not-available}, else {@code sql-failed}.
     */
    static UpgradeException explain(Side side, SQLException error) {
        String state = state(error);
        return isLost(error)
                ? failed(SERVER_LOST, "the connection to the " + side + " was lost", error)
                        .why("the server was stopped or ended the session, or the network failed")
                        .fix("see the server's log, have it running again, and resume the upgrade by its id")
                : switch (state) {
                    case "53100" ->
                        failed("disk-full", "the " + side + " has no space left", error)
                                .why("its file system is full")
                                .fix("make room or enlarge the file system, and resume the upgrade by its id");
                    case "53200" ->
                        failed("server-out-of-memory", "the " + side + " has no memory left", error)
                                .why("the server could not allocate what a statement needs")
                                .fix("use fewer jobs or lower work_mem and maintenance_work_mem, and resume");
                    case "53300" ->
                        failed("too-many-connections", "the " + side + " takes no more connections", error)
                                .why("all connections that the server, database or role may have are in use")
                                .fix("end idle sessions, raise max_connections or use fewer jobs, and resume");
                    case "42501" ->
                        failed("permission-denied", "the " + side + " refuses a statement", error)
                                .why("the user of the instance lacks a privilege")
                                .fix("grant it, or use a superuser or the owner of the objects");
                    case "25006" ->
                        failed("server-read-only", "the " + side + " takes no writes", error)
                                .why("it is a standby, or its transactions are read-only")
                                .fix("give the address of the primary server");
                    case "57014" ->
                        failed("query-cancelled", "a statement on the " + side + " was cancelled", error)
                                .why("somebody cancelled it, or a time limit that cannot be switched off ended it")
                                .fix("find out who or what cancels statements there, and resume");
                    case "40001" ->
                        // No transaction of ours is serializable or updates under one snapshot.
                        failed("standby-conflict", "the " + side + " has ended a statement or a session", error)
                                .why("it is a standby, whose recovery had to remove what was still being read")
                                .fix(
                                        "set max_standby_streaming_delay = -1 there, or hot_standby_feedback = on, and resume;"
                                                + " or give the address of the primary");
                    case "55P03", "40P01" ->
                        failed("lock-not-available", "a statement on the " + side + " did not get its lock", error)
                                .why("another session holds it")
                                .fix("see pg_locks, end that session, and resume");
                    default ->
                        failed(SQL_FAILED, "a statement on the " + side + " failed", error)
                                .why("SQLSTATE " + state)
                                .fix("see the cause and the server's log; then resume the upgrade by its id");
                };
    }

    /** The same for what went wrong during a COPY; never to be called for errors of local files. */
    static UpgradeException explain(Side side, IOException error) {
        if (error instanceof ServerErrorException refusal) {
            return explain(
                    side,
                    new SQLException(refusal.error().message(), refusal.error().sqlState(), refusal));
        }
        return explain(side, new SQLException(String.valueOf(error.getMessage()), CONNECTION_FAILURE, error));
    }

    /** Whether the session is gone, so that only a new connection can help. */
    static boolean isLost(SQLException error) {
        String state = state(error);
        return state.startsWith("08")
                || state.equals("57P01")
                || state.equals("57P02")
                || state.equals("57P03")
                || state.equals("57P05");
    }

    /** The message without detail, hint and position. */
    static String primaryMessage(SQLException error) {
        ServerErrorMessage server = error instanceof PSQLException e ? e.getServerErrorMessage() : null;
        String message = server == null ? null : server.getMessage();
        return message == null ? String.valueOf(error.getMessage()) : message;
    }

    /** The SQLSTATE; empty where there is none. */
    static String state(SQLException error) {
        return Objects.requireNonNullElse(error.getSQLState(), "");
    }

    private static UpgradeException.Builder failed(String code, String what, SQLException error) {
        return UpgradeException.failed(code, what).seen(primaryMessage(error)).cause(error);
    }
}
