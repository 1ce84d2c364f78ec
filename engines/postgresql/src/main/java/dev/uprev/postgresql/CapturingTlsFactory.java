package dev.uprev.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.core.SocketFactoryFactory;
import org.postgresql.util.PSQLException;

/**
 * Makes TLS sockets by the factory that pgjdbc would take without this one, which heeds its properties
 * {@code sslrootcert}, {@code sslcert} and so on, and shows them to {@link SocketCapture}. Public only because pgjdbc
 * makes it by its name.
 */
public final class CapturingTlsFactory extends SSLSocketFactory {
    private final SSLSocketFactory usual;
    private final String key;

    /**
     * Called by pgjdbc with the properties of the connection.
     *
     * @throws PSQLException when a certificate or key cannot be read
     */
    public CapturingTlsFactory(Properties properties) throws PSQLException {
        Properties others = new Properties();
        properties.stringPropertyNames().forEach(name -> others.setProperty(name, properties.getProperty(name)));
        others.remove(SocketCapture.TLS_FACTORY);
        Optional.ofNullable(properties.getProperty(SocketCapture.WRAPPED_TLS_FACTORY))
                .ifPresent(name -> others.setProperty(SocketCapture.TLS_FACTORY, name));
        usual = SocketFactoryFactory.getSslSocketFactory(others);
        key = properties.getProperty(SocketCapture.SOCKET_FACTORY_ARGUMENT, "");
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        Socket socket = usual.createSocket(plain, host, port, autoClose);
        SocketCapture.encrypted(key, socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return usual.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return usual.createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return usual.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return usual.createSocket(host, port, from, fromPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return usual.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return usual.getSupportedCipherSuites();
    }
}
