package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds one state of a database for all that read it: a transaction that is kept open, whose snapshot others take over,
 * and in it a lock on each table, so that none is dropped, truncated or altered meanwhile. The locks are taken before
 * the snapshot, so no such thing can have happened between the two. For one thread.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-admin.html">Snapshot synchronization functions</a>
 */
final class SnapshotHolder implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final int NAMES_AT_ONCE = 200;
    private static final int LOCK_SECONDS = 120;
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_SCHEMA = "3F000";

    private final Connection connection;
    private final String id;
    private final String state;

    private SnapshotHolder(Connection connection, String id, String state) {
        this.connection = connection;
        this.id = id;
        this.state = state;
    }

    /**
     * Takes the locks and the snapshot.
     *
     * @throws SQLException also when a table stays locked by somebody else for two minutes
     * @throws UpgradeException {@code source-schema-changing} when tables come and go all the time
     */
    static SnapshotHolder open(Connections connections, String database) throws SQLException {
        Connection connection = connections.open(ConnectionRequest.of(database, "dump snapshot"));
        try {
            boolean timed = ServerVersion.of(connection).isAtLeast(90300);
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (begin(connection, timed)) {
                    return Sql.one(
                            connection,
                            "SELECT pg_export_snapshot(), txid_current_snapshot()::text",
                            row -> new SnapshotHolder(connection, row.getString(1), row.getString(2)));
                }
                Sql.execute(connection, "ROLLBACK");
            }
            throw UpgradeException.failed("source-schema-changing", "cannot hold the tables of a database still")
                    .seen(database)
                    .why("in each of " + ATTEMPTS + " attempts a table was created or dropped")
                    .fix("stop what creates and drops tables there, and resume");
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether all tables that the new snapshot sees are locked. */
    private static boolean begin(Connection connection, boolean timed) throws SQLException {
        Set<String> locked = new HashSet<>(TableCatalog.names(connection));
        Sql.execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        try {
            if (timed) {
                Sql.execute(connection, "SET LOCAL lock_timeout = '" + LOCK_SECONDS + "s'");
            }
            lock(connection, List.copyOf(locked));
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState()) || UNDEFINED_SCHEMA.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
        return locked.containsAll(TableCatalog.names(connection));
    }

    private static void lock(Connection connection, List<String> names) throws SQLException {
        for (int at = 0; at < names.size(); at += NAMES_AT_ONCE) {
            List<String> some = names.subList(at, Math.min(names.size(), at + NAMES_AT_ONCE));
            Sql.execute(connection, "LOCK TABLE ONLY " + String.join(", ONLY ", some) + " IN ACCESS SHARE MODE");
        }
    }

    /** The connection, whose transaction has the snapshot. */
    Connection connection() {
        return connection;
    }

    /** What others name the snapshot by. */
    String id() {
        return id;
    }

    /** Which transactions the snapshot sees, as {@code txid_current_snapshot} has it: {@code xmin:xmax:running}. */
    String state() {
        return state;
    }

    /** The same for what a new transaction would see. */
    static String current(Connection connection) throws SQLException {
        return Sql.text(connection, "SELECT txid_current_snapshot()::text");
    }

    /** Makes sure that the locks were there all the time. */
    void check() throws SQLException {
        Sql.number(connection, "SELECT 1");
    }

    /** Ends the transaction and the connection. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
