package dev.uprev.postgresql;

import dev.uprev.transfer.Crew;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * A logical slot that has just been created, and the snapshot of the moment from which on it has all changes. Others
 * may take the snapshot over until this is closed; the slot stays. For one thread; others may cancel.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-replication.html">Streaming Replication Protocol</a>
 */
final class ReplicationSlot implements AutoCloseable, Crew.Stoppable {
    private static final int ATTEMPTS = 50;
    private static final String IN_USE = "55006";

    private final Connection connection;
    private String snapshot = "";

    private ReplicationSlot(Connection connection) {
        this.connection = connection;
    }

    /** Opens the connection that the slot will be created by. */
    static ReplicationSlot open(Connections connections, String database) {
        return new ReplicationSlot(connections.open(ConnectionRequest.of(database, "slot")
                .with("replication", "database")
                .with("preferQueryMode", "simple")
                .with("assumeMinServerVersion", "10")));
    }

    /** Creates the slot; waits until all transactions that write just now have ended. */
    void create(String name) throws SQLException {
        snapshot = Sql.one(
                connection,
                "CREATE_REPLICATION_SLOT " + SqlNames.identifier(name) + " LOGICAL pgoutput EXPORT_SNAPSHOT",
                row -> row.getString("snapshot_name"));
    }

    /** What others name the snapshot by. */
    String snapshot() {
        return snapshot;
    }

    /** Creates a slot that nobody needs a snapshot of. */
    static void create(Connection connection, String name) throws SQLException {
        Sql.text(connection, "SELECT slot_name FROM pg_create_logical_replication_slot(?, 'pgoutput')", name);
    }

    /** Drops a slot, whoever reads from it, if it is there. */
    static void drop(Connection connection, String name) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            Sql.texts(
                    connection,
                    "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = ?"
                            + " AND active_pid IS NOT NULL",
                    name);
            try {
                Sql.texts(
                        connection,
                        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?",
                        name);
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !IN_USE.equals(e.getSQLState())) {
                    throw e;
                }
                // The session ends a moment after it was told to.
                Sql.texts(connection, "SELECT pg_sleep(0.1)");
            }
        }
    }

    @Override
    public void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            throw new IllegalStateException("the creation of a slot could not be cancelled", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
