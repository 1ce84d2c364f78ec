package dev.uprev.postgresql;

import dev.uprev.model.Side;
import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A connection that reads tables to compare them, and changes nothing. For one thread; others may cancel it. */
final class ReadingSession implements AutoCloseable, Crew.Stoppable {
    private final Side side;
    private final CopyChannel channel;
    private final Optional<String> snapshot;

    private ReadingSession(Side side, CopyChannel channel, Optional<String> snapshot) {
        this.side = side;
        this.channel = channel;
        this.snapshot = snapshot;
    }

    /** Opens a connection and begins a transaction on it, which sees what is there now. */
    static ReadingSession open(Connections connections, String database) throws SQLException {
        return open(connections, database, Optional.empty());
    }

    /** The same with what a snapshot shows that somebody else holds. */
    static ReadingSession open(Connections connections, String database, Optional<String> snapshot)
            throws SQLException {
        CopyChannel channel =
                connections.openForCopy(ConnectionRequest.of(database, "verify").readingOnly());
        ReadingSession session = new ReadingSession(connections.side(), channel, snapshot);
        try {
            if (ServerVersion.of(channel.connection()).isAtLeast(90600)) {
                // The others have work of their own, and rows that come from helpers cost more.
                Sql.execute(channel.connection(), "SET max_parallel_workers_per_gather = 0");
            }
            session.begin();
            return session;
        } catch (SQLException | RuntimeException e) {
            channel.connection().close();
            throw e;
        }
    }

    private void begin() throws SQLException {
        Sql.execute(connection(), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        if (snapshot.isPresent()) {
            Sql.execute(connection(), "SET TRANSACTION SNAPSHOT " + SqlNames.literal(snapshot.get()));
        }
    }

    /** Begins anew after the server has refused a statement. */
    void restart() throws SQLException {
        Sql.execute(connection(), "ROLLBACK");
        begin();
    }

    Side side() {
        return side;
    }

    Connection connection() {
        return channel.connection();
    }

    /**
     * Copies out.
     *
     * @return how many rows the server has sent
     * @throws ServerErrorException when the server refuses
     */
    long copyOut(String sql, ByteSink sink) throws IOException {
        return channel.copyOut(sql, sink);
    }

    @Override
    public void cancel() {
        channel.cancel();
    }

    @Override
    public void close() throws SQLException {
        connection().close();
    }
}
