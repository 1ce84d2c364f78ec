package dev.uprev.postgresql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a database of the target that takes statements and data in the bytes that the source gave. For one
 * thread; only {@link #cancel} may be called by any other.
 */
final class TargetSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetSession.class);

    private final String database;
    private final Connection connection;
    private final CopyChannel channel;
    private String preamble = "";

    private TargetSession(String database, Connection connection, CopyChannel channel) {
        this.database = database;
        this.connection = connection;
        this.channel = channel;
    }

    /**
     * Opens a session.
     *
     * @param settings statements to begin with
     * @throws dev.uprev.error.UpgradeException as {@link Connections#open(ConnectionRequest)}
     */
    static TargetSession open(Connections connections, String database, String settings) throws IOException {
        CopyChannel channel = connections.openForCopy(ConnectionRequest.of(database, "restore"));
        TargetSession session = new TargetSession(database, channel.connection(), channel);
        try {
            session.execute(settings);
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    String database() {
        return database;
    }

    /** For statements by way of the driver, which has to find the session at rest and in UTF8. */
    Connection connection() {
        return connection;
    }

    CopyChannel channel() {
        return channel;
    }

    /** Puts the settings of a script in force, unless they are already. */
    void prepare(String scriptPreamble) throws IOException {
        if (!preamble.equals(scriptPreamble)) {
            execute(scriptPreamble);
            preamble = scriptPreamble;
        }
    }

    /**
     * Runs statements, all or none of them.
     *
     * @throws ServerErrorException when the server refuses one
     * @throws IOException when the connection is lost
     */
    void execute(String statements) throws IOException {
        execute(statements.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #execute(String)}, in the encoding of the session. */
    void execute(byte[] statements) throws IOException {
        channel.execute(statements);
    }

    /** Stops what runs, from any thread, and closes the session. */
    void cancel() {
        channel.cancel();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a session of the target could not be closed in good order", e);
        }
    }
}
