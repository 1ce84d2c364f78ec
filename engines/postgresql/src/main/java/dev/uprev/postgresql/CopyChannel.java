package dev.uprev.postgresql;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * COPY on the socket of a connection that pgjdbc has opened (see {@link SocketCapture}), without pgjdbc's copying of
 * every row. A COPY runs in the transaction that is open on the connection, or in one of its own; between two of them,
 * pgjdbc uses the connection as always. After a {@link ServerErrorException} it can still do so (a transaction that was
 * open has to be rolled back); after any other exception the connection is closed.
 *
 * <p>For one thread; only {@link #cancel} may be called by any other. Memory: 256 KiB, and 128 KiB for a COPY FROM.
 */
final class CopyChannel {
    private static final Logger LOG = LoggerFactory.getLogger(CopyChannel.class);

    private final Connection connection;
    private final Socket plain;
    private final OutputStream out;
    private final BackendStream in;

    /**
     * @param connection the connection, at rest
     * @param top the socket that carries the plain protocol
     * @param plain the socket below, the same where there is no TLS; closing it ends everything at once
     */
    CopyChannel(Connection connection, Socket top, Socket plain) throws IOException {
        this.connection = connection;
        this.plain = plain;
        this.out = top.getOutputStream();
        this.in = new BackendStream(top.getInputStream());
    }

    /** The connection, for everything but COPY. */
    Connection connection() {
        return connection;
    }

    /**
     * Runs a {@code COPY .. TO STDOUT}.
     *
     * @param sink gets the data; where one part ends and the next begins says nothing about rows
     * @return how many rows there were, as the server says
     * @throws ServerErrorException when the server refuses
     * @throws IOException when the connection is lost, or from the sink
     */
    long copyOut(String sql, ByteSink sink) throws IOException {
        return exchange(() -> {
            query(sql);
            awaitStart('H', sql);
            byte type = next();
            while (type == BackendStream.COPY_DATA) {
                type = in.copyData(sink);
                type = skips(type) ? next() : type;
            }
            if (type != 'c') {
                throw unexpected(type, sql);
            }
            in.body();
            return rowsAtEnd(sql);
        });
    }

    /**
     * Begins a {@code COPY .. FROM STDIN}. The statement ends with {@link CopyIn#finish} or {@link CopyIn#close}.
     *
     * @throws ServerErrorException when the server refuses
     * @throws IOException when the connection is lost
     */
    CopyIn copyIn(String sql) throws IOException {
        return exchange(() -> {
            query(sql);
            awaitStart('G', sql);
            return new CopyIn(this, out, sql);
        });
    }

    /**
     * Runs statements as they are, in whatever encoding the session has; what they return is passed over. Unless they
     * begin transactions themselves, all of them take effect or none.
     *
     * @throws ServerErrorException when the server refuses one of them
     * @throws IOException when the connection is lost
     */
    void execute(byte[] statements) throws IOException {
        exchange(() -> {
            query(statements);
            for (byte type = next(); type != 'Z'; type = next()) {
                if (type == 'G' || type == 'H') {
                    throw unexpected(type, "statements without COPY");
                }
                in.body();
            }
            in.body();
            drain();
            return true;
        });
    }

    /** Stops what runs on the connection, from any thread, and closes it; whoever waits for it gets an IOException. */
    void cancel() {
        try {
            // Else the server would notice only when it has something to send.
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debug("a statement could not be cancelled; its connection is closed now", e);
        } finally {
            close();
        }
    }

    /** Waits for the end of the statement, and gives its count of rows. */
    long awaitEnd(String sql) throws IOException {
        return exchange(() -> rowsAtEnd(sql));
    }

    /** Looks whether the server has refused data that it was sent. */
    void throwPendingError(String sql) throws IOException {
        exchange(() -> {
            while (in.ready()) {
                byte type = in.next();
                if (!skips(type)) {
                    throw unexpected(type, sql);
                }
            }
            return true;
        });
    }

    /** After a failed write: the reason, where the server has told one before it closed the connection. */
    IOException explained(IOException failure) {
        try {
            next();
        } catch (ServerErrorException e) {
            e.addSuppressed(failure);
            return e;
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        close();
        return failure;
    }

    private interface Exchange<T> {
        T run() throws IOException;
    }

    /** Whatever goes wrong leaves the connection where nobody knows, unless the server has said that it refuses. */
    private <T> T exchange(Exchange<T> exchange) throws IOException {
        try {
            return exchange.run();
        } catch (ServerErrorException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private long rowsAtEnd(String sql) throws IOException {
        byte type = next();
        if (type != 'C') {
            throw unexpected(type, sql);
        }
        String tag = new String(in.body(), StandardCharsets.UTF_8).trim();
        type = next();
        if (type != 'Z') {
            throw unexpected(type, sql);
        }
        in.body();
        drain();
        return Long.parseLong(tag.substring("COPY ".length()));
    }

    private void query(String sql) throws IOException {
        query(sql.getBytes(StandardCharsets.UTF_8));
    }

    private void query(byte[] text) throws IOException {
        out.write(ByteBuffer.allocate(1 + Integer.BYTES + text.length + 1)
                .put((byte) 'Q')
                .putInt(Integer.BYTES + text.length + 1)
                .put(text)
                .array());
        out.flush();
    }

    private void awaitStart(char expected, String sql) throws IOException {
        byte type = next();
        if (type != expected) {
            throw unexpected(type, sql);
        }
        in.body();
    }

    /** The type of the next message that matters here. */
    private byte next() throws IOException {
        byte type = in.next();
        while (skips(type)) {
            type = in.next();
        }
        return type;
    }

    /** Takes notices and the like, which may come at any time, and throws errors. */
    private boolean skips(byte type) throws IOException {
        switch (type) {
            case 'N', 'S', 'A' -> {
                in.body();
                return true;
            }
            case 'E' -> throw failed(ServerError.parse(in.body()));
            default -> {
                return false;
            }
        }
    }

    /** Goes on to the end of the failed statement, so that the connection can be used again. */
    private ServerErrorException failed(ServerError error) {
        ServerErrorException failure = new ServerErrorException(error);
        try {
            if (error.endsConnection()) {
                throw new EOFException("the server ends the connection");
            }
            for (byte type = in.next(); type != 'Z'; type = in.next()) {
                in.body();
            }
            in.body();
            drain();
        } catch (IOException e) {
            failure.addSuppressed(e);
            close();
        }
        return failure;
    }

    /** What came behind the end of the statement would be missing in pgjdbc's eyes, so it is taken here. */
    private void drain() throws IOException {
        while (!in.isDrained()) {
            in.next();
            in.body();
        }
    }

    private static IOException unexpected(byte type, String sql) {
        return new IOException("the server sent the unexpected message '" + (char) type + "' during " + sql);
    }

    private void close() {
        try {
            plain.close();
        } catch (IOException e) {
            LOG.debug("a socket could not be closed", e);
        }
    }
}
