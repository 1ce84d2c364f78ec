package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import dev.uprev.secret.SecretResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that never answer: each attempt to connect ends, and says which kind of silence it met. */
@Timeout(60)
class SilentServerTest {
    private static final int SEARCH_MILLIS = 200;
    private static final int MOST_WAITING = 64;

    private final List<Socket> waiting = new ArrayList<>();
    private ServerSocket listener;

    @BeforeEach
    void listenWithoutAccepting() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        for (Socket each : waiting) {
            each.close();
        }
        listener.close();
    }

    /** As behind a firewall that drops packets: the kernel answers no more once enough wait to be accepted. */
    @Test
    void anAddressThatTakesNoConnectionIsGivenUp() throws IOException {
        fillBacklog();
        UpgradeException error = refusal(instance(), wanted().with("connectTimeout", "1"));
        assertThat(error).hasMessageContainingAll("Connect timed out", "a firewall drops the packets", "fix: ");
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsSettings.Mode.class,
            names = {"DISABLED", "REQUIRED"})
    void aServerThatSaysNothingIsGivenUp(TlsSettings.Mode mode) {
        Instance instance = instance().withTls(TlsSettings.of(mode));
        UpgradeException error =
                refusal(instance, wanted().with("socketTimeout", "1").with("sslResponseTimeout", "1000"));
        assertThat(error).hasMessageContainingAll("Read timed out", "but nothing answers the login", "fix: ");
    }

    @Test
    void aLoginThatTakesTooLongAsAWholeIsGivenUp() {
        UpgradeException error = refusal(instance(), wanted().with("loginTimeout", "1"));
        assertThat(error).hasMessageContaining("fix: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectTimeout", "socketTimeout", "loginTimeout"})
    void noWaitIsEndlessUnlessAskedFor(String property) {
        Connections connections = new Connections(Side.SOURCE, instance(), SecretResolver.standard());
        assertThat(Integer.parseInt(connections.properties(wanted()).getProperty(property)))
                .isPositive();
    }

    private static ConnectionRequest wanted() {
        return ConnectionRequest.of("postgres", "test");
    }

    private Instance instance() {
        return Instance.of(DatabaseEngine.POSTGRESQL, "127.0.0.1:" + listener.getLocalPort())
                .withUser("postgres");
    }

    private static UpgradeException refusal(Instance instance, ConnectionRequest wanted) {
        Connections connections = new Connections(Side.SOURCE, instance, SecretResolver.standard());
        UpgradeException forCopy = catchThrowableOfType(
                UpgradeException.class, () -> connections.openForCopy(wanted).connection());
        UpgradeException error = catchThrowableOfType(
                UpgradeException.class, () -> connections.open(wanted).close());
        assertThat(List.of(error.code(), forCopy.code())).containsOnly("connect-timeout");
        assertThat(error).hasMessageContaining("cannot connect to the source");
        return error;
    }

    private void fillBacklog() throws IOException {
        while (waiting.size() < MOST_WAITING) {
            Socket socket = new Socket();
            try {
                socket.connect(listener.getLocalSocketAddress(), SEARCH_MILLIS);
                waiting.add(socket);
            } catch (SocketTimeoutException e) {
                socket.close();
                return;
            }
        }
        throw new IOException("the backlog of " + (InetSocketAddress) listener.getLocalSocketAddress() + " has no end");
    }
}
