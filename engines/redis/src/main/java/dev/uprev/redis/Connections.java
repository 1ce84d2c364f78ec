package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import dev.uprev.net.NetworkErrors;
import dev.uprev.net.TlsContext;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens connections to the servers of an instance and logs in. Thread-safe. */
final class Connections {
    /** What all our connections are called in CLIENT LIST. */
    static final String CLIENT_NAME = "uprev";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LOGIN = Duration.ofSeconds(20);

    private final Side side;
    private final Instance instance;
    private final SecretResolver secrets;
    private final Duration handshake;

    Connections(Side side, Instance instance, SecretResolver secrets) {
        this(side, instance, secrets, CONNECT);
    }

    /** @param handshake how long to wait for a server that says nothing when it is offered TLS */
    Connections(Side side, Instance instance, SecretResolver secrets, Duration handshake) {
        this.side = side;
        this.instance = instance;
        this.secrets = secrets;
        this.handshake = handshake;
    }

    Side side() {
        return side;
    }

    Instance instance() {
        return instance;
    }

    /**
     * Opens a connection to one of the servers, and logs in.
     *
     * @throws UpgradeException {@code host-unknown}, {@code cannot-connect}, {@code connect-timeout},
     *     {@code tls-refused}, {@code login-refused}, {@code login-cut-off}, {@code too-many-clients},
     *     {@code server-starting}, or what the resolver of secrets throws
     */
    RespConnection open(HostPort address) {
        return open(address, true);
    }

    /** Opens a connection to a Sentinel, which may know other users than the servers that it watches, or none. */
    RespConnection openSentinel(HostPort address) {
        return open(address, false);
    }

    private RespConnection open(HostPort address, boolean strict) {
        Socket socket = new Socket();
        boolean ready = false;
        try {
            InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
            if (resolved.isUnresolved()) {
                throw new UnknownHostException(address.host());
            }
            socket.connect(resolved, (int) CONNECT.toMillis());
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout((int) LOGIN.toMillis());
            RespConnection connection = new RespConnection(encrypted(socket, address));
            ready = true;
            login(connection, address, strict);
            // From here on a command may take as long as it wants.
            socket.setSoTimeout(0);
            return connection;
        } catch (IOException e) {
            close(socket, e);
            throw ready
                    ? LoginErrors.cutOff(cannotConnect(address), instance, e)
                    : NetworkErrors.explain(cannotConnect(address), instance, e);
        } catch (RuntimeException e) {
            close(socket, e);
            throw e;
        }
    }

    private Socket encrypted(Socket plain, HostPort address) throws IOException {
        TlsSettings tls = instance.tls();
        if (tls.mode() == TlsSettings.Mode.DISABLED) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) TlsContext.of(tls, secrets)
                .getSocketFactory()
                .createSocket(plain, address.host(), address.port(), true);
        if (tls.mode() == TlsSettings.Mode.VERIFY_HOST) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        try {
            plain.setSoTimeout((int) handshake.toMillis());
            socket.startHandshake();
            plain.setSoTimeout((int) LOGIN.toMillis());
        } catch (SocketTimeoutException e) {
            throw new SSLException("nothing answers the TLS handshake", e);
        }
        return socket;
    }

    private void login(RespConnection connection, HostPort address, boolean strict) throws IOException {
        Reply reply;
        if (instance.password().isPresent()) {
            try (Secret password = secrets.resolve(instance.password().get())) {
                reply = instance.user().isPresent()
                        ? connection.call("AUTH", instance.user().get(), password.reveal())
                        : connection.call("AUTH", password.reveal());
            } finally {
                connection.wipe();
            }
            if (strict && reply instanceof Reply.Failure failure && !takesEverybody(failure)) {
                throw refused(address, failure);
            }
        }
        // Administrators see by it whose connections these are; where that is not allowed, it does not matter.
        connection.command("CLIENT", "SETNAME", CLIENT_NAME).command("PING").flush();
        reply = connection.replies().reply();
        if (reply instanceof Reply.Failure failure && LoginErrors.isFinal(failure)) {
            throw refused(address, failure);
        }
        reply = connection.replies().reply();
        if (reply instanceof Reply.Failure failure && !failure.code().equals("NOPERM")) {
            throw refused(address, failure);
        }
    }

    /** A server without a password, in the words of releases before 6 and since. */
    private static boolean takesEverybody(Reply.Failure failure) {
        return failure.message().contains("no password is set")
                || failure.message().contains("without any password configured");
    }

    private UpgradeException refused(HostPort address, Reply.Failure failure) {
        return LoginErrors.refused(cannotConnect(address), instance, failure);
    }

    private String cannotConnect(HostPort address) {
        return "cannot connect to the " + side + ", " + instance.engine() + " at " + address;
    }

    private static void close(Socket socket, Exception reason) {
        try {
            socket.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
