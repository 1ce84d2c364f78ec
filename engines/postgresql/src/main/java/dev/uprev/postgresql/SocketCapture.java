package dev.uprev.postgresql;

import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gets hold of the socket of a connection that pgjdbc opens, by way of pgjdbc's own extension points
 * {@code socketFactory} and {@code sslfactory}. Between two statements of the connection, {@link CopyChannel} may then
 * speak on that socket.
 *
 * <pre>{@code
 * try (SocketCapture capture = SocketCapture.begin(properties)) {
 *     Connection connection = DriverManager.getConnection(url, properties);
 *     CopyChannel channel = capture.channel(connection);
 * }
 * }</pre>
 *
 * For one connection at a time and one thread; different captures do not touch each other.
 */
final class SocketCapture implements AutoCloseable {
    /** Properties of pgjdbc. */
    static final String SOCKET_FACTORY_ARGUMENT = "socketFactoryArg";

    static final String TLS_FACTORY = "sslfactory";

    /** Property of our own: the TLS factory that was asked for before the capture began. */
    static final String WRAPPED_TLS_FACTORY = "uprevWrappedTlsFactory";

    private static final Map<String, SocketCapture> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String key = "capture-" + NUMBERS.incrementAndGet();
    private volatile Optional<Socket> plain = Optional.empty();
    private volatile Optional<Socket> encrypted = Optional.empty();

    private SocketCapture() {}

    /** Adds to the properties of the connection that is about to be opened what makes its socket be caught. */
    static SocketCapture begin(Properties properties) {
        SocketCapture capture = new SocketCapture();
        properties.setProperty("socketFactory", CapturingSocketFactory.class.getName());
        properties.setProperty(SOCKET_FACTORY_ARGUMENT, capture.key);
        Object wrapped = properties.setProperty(TLS_FACTORY, CapturingTlsFactory.class.getName());
        if (wrapped instanceof String name) {
            properties.setProperty(WRAPPED_TLS_FACTORY, name);
        }
        // Encryption by GSSAPI would wrap the socket where nobody can reach it.
        properties.setProperty("gssEncMode", "disable");
        OPEN.put(capture.key, capture);
        return capture;
    }

    /** A factory has made a socket. Where several addresses are tried, the last one is that of the connection. */
    static void caught(String key, Socket socket) {
        SocketCapture capture = OPEN.get(key);
        if (capture != null) {
            capture.plain = Optional.of(socket);
            capture.encrypted = Optional.empty();
        }
    }

    /** A factory has put TLS around the socket. */
    static void encrypted(String key, Socket socket) {
        SocketCapture capture = OPEN.get(key);
        if (capture != null) {
            capture.encrypted = Optional.of(socket);
        }
    }

    /**
     * The channel of the connection that was opened.
     *
     * @throws IOException when it is closed already
     */
    CopyChannel channel(Connection connection) throws IOException {
        Socket socket = plain.orElseThrow(() -> new IllegalStateException("pgjdbc has not opened this connection"));
        return new CopyChannel(connection, encrypted.orElse(socket), socket);
    }

    /** Ends the capture; the socket stays as it is. */
    @Override
    public void close() {
        OPEN.remove(key);
    }
}
