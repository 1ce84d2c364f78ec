package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection of a worker that sees what a {@link SnapshotHolder} sees. For one thread; others may cancel it. */
final class SnapshotSession implements AutoCloseable, Crew.Stoppable {
    private static final String LOCKED = "55P03";

    private final Side side;
    private final CopyChannel channel;
    private boolean usesKeys;

    private SnapshotSession(Side side, CopyChannel channel) {
        this.side = side;
        this.channel = channel;
    }

    /** Opens a connection and takes over the snapshot, which must still be held. */
    static SnapshotSession open(Connections connections, String database, String snapshot) throws SQLException {
        CopyChannel channel = connections.openForCopy(ConnectionRequest.of(database, "dump"));
        SnapshotSession session = new SnapshotSession(connections.side(), channel);
        try {
            Sql.execute(channel.connection(), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            Sql.execute(channel.connection(), "SET TRANSACTION SNAPSHOT " + SqlNames.literal(snapshot));
            if (ServerVersion.of(channel.connection()).isAtLeast(90600)) {
                // The others have work of their own, and rows that come from helpers cost more.
                Sql.execute(channel.connection(), "SET LOCAL max_parallel_workers_per_gather = 0");
            }
            return session;
        } catch (SQLException | RuntimeException e) {
            channel.connection().close();
            throw e;
        }
    }

    Connection connection() {
        return channel.connection();
    }

    /**
     * Copies rows out.
     *
     * @return how many the server has sent
     * @throws UpgradeException {@code source-schema-changing} when somebody waits to change the table; else as
     *     {@link PgErrors} says
     */
    long copyOut(TableData table, TablePart part, ByteSink sink) {
        lock(table);
        try {
            prefer(part instanceof TablePart.Keys);
            return channel.copyOut(table.copyOut(part), sink);
        } catch (SQLException e) {
            throw PgErrors.explain(side, e);
        } catch (IOException e) {
            throw PgErrors.explain(side, e);
        }
    }

    /** Copies out what a query gives. */
    long copyOut(String sql, ByteSink sink) {
        try {
            return channel.copyOut(sql, sink);
        } catch (IOException e) {
            throw PgErrors.explain(side, e);
        }
    }

    /**
     * The holder of the snapshot has this lock already; but where somebody waits for a stronger one, this session would
     * wait behind him, and he for the holder, for ever.
     */
    private void lock(TableData table) {
        try {
            Sql.execute(connection(), "LOCK TABLE ONLY " + table.sqlName() + " IN ACCESS SHARE MODE NOWAIT");
        } catch (SQLException e) {
            if (LOCKED.equals(e.getSQLState())) {
                throw UpgradeException.failed("source-schema-changing", "cannot read a table")
                        .seen(table.label())
                        .why("a session waits to alter, truncate or drop it")
                        .cause(e)
                        .fix("see pg_locks for that session, end it, and resume");
            }
            throw PgErrors.explain(side, e);
        }
    }

    /** A range of keys is to be read by the index, even where the planner would rather read the whole table. */
    private void prefer(boolean keys) throws SQLException {
        if (keys != usesKeys) {
            String on = keys ? "off" : "on";
            Sql.execute(connection(), "SET LOCAL enable_seqscan = " + on);
            Sql.execute(connection(), "SET LOCAL enable_bitmapscan = " + on);
            usesKeys = keys;
        }
    }

    /** Ends what runs here, from any thread. */
    @Override
    public void cancel() {
        channel.cancel();
    }

    @Override
    public void close() throws SQLException {
        connection().close();
    }
}
