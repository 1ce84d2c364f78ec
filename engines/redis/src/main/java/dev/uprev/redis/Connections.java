package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import dev.uprev.net.NetworkErrors;
import dev.uprev.net.TlsContext;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens connections to the servers of an instance and logs in. Thread-safe. */
final class Connections {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LOGIN = Duration.ofSeconds(20);

    private final Side side;
    private final Instance instance;
    private final SecretResolver secrets;

    Connections(Side side, Instance instance, SecretResolver secrets) {
        this.side = side;
        this.instance = instance;
        this.secrets = secrets;
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
     *     {@code tls-refused}, {@code login-refused}, {@code server-starting}, or what the resolver of secrets throws
     */
    RespConnection open(HostPort address) {
        Socket socket = new Socket();
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
            login(connection);
            // From here on a command may take as long as it wants.
            socket.setSoTimeout(0);
            return connection;
        } catch (IOException e) {
            close(socket, e);
            throw NetworkErrors.explain(cannotConnect(address), instance, e);
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
        socket.startHandshake();
        return socket;
    }

    private void login(RespConnection connection) throws IOException {
        Reply reply;
        if (instance.password().isPresent()) {
            try (Secret password = secrets.resolve(instance.password().get())) {
                reply = instance.user().isPresent()
                        ? connection.call("AUTH", instance.user().get(), password.reveal())
                        : connection.call("AUTH", password.reveal());
            } finally {
                connection.wipe();
            }
            if (reply instanceof Reply.Failure failure && !takesEverybody(failure)) {
                throw refused(failure);
            }
        }
        reply = connection.call("PING");
        if (reply instanceof Reply.Failure failure) {
            throw refused(failure);
        }
    }

    /** A server without a password, in the words of releases before 6 and since. */
    private static boolean takesEverybody(Reply.Failure failure) {
        return failure.message().contains("no password is set")
                || failure.message().contains("without any password configured");
    }

    private UpgradeException refused(Reply.Failure failure) {
        String failed = cannotConnect(instance.address());
        if (failure.code().equals("LOADING")) {
            return UpgradeException.failed("server-starting", failed)
                    .seen(failure.message())
                    .why("the server is still reading its data from disk")
                    .fix("wait until it has, and try again");
        }
        return UpgradeException.failed("login-refused", failed)
                .seen(failure.message())
                .why(instance.user().map(user -> "user \"" + user + "\"").orElse("the default user") + " may not log in"
                        + (instance.password().isEmpty() ? ", and no password is configured" : ""))
                .fix("check the user, and the password that "
                        + instance.password().map(Object::toString).orElse("env:NAME or file:PATH") + " refers to");
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
