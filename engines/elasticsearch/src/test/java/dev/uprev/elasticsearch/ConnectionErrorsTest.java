package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
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
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses at which there is no cluster: what was seen, why, and what to do. */
class ConnectionErrorsTest {
    private static final byte[] HANDSHAKE_WANTED = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46};

    private static Instance at(int port) {
        return Instance.of(DatabaseEngine.ELASTICSEARCH, "127.0.0.1:" + port);
    }

    private static UpgradeException error(Instance instance) {
        UpgradeException error = catchThrowableOfType(UpgradeException.class, () -> {
            Cluster.open(Side.SOURCE, instance, SecretResolver.standard()).close();
        });
        assertThat(error).isNotNull();
        assertThat(error.getMessage())
                .contains("cannot connect to the source")
                .contains(String.valueOf(instance.address().port()))
                .contains("fix: ");
        return error;
    }

    private static UpgradeException errorOfWebServer(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return error(at(server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(error(at(port)).code()).isEqualTo("cannot-connect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>Welcome</html>",
                "404 | {\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"Not Found\"}",
                "302 | moved",
                "503 | Kibana server is not ready yet",
                "200 | {\"version\":{\"number\":\"snapshot\"}}",
                "200 | []"
            })
    void somethingElseListens(int status, String body) throws IOException {
        UpgradeException error = errorOfWebServer(status, body);
        assertThat(error.code()).isEqualTo("not-elasticsearch");
        assertThat(error.getMessage()).contains("9200");
    }

    @Test
    void thePasswordIsRefused() throws IOException {
        UpgradeException error = errorOfWebServer(
                401,
                "{\"error\":{\"type\":\"security_exception\",\"reason\":\"unable to authenticate user [x]\"},\"status\":401}");
        assertThat(error.code()).isEqualTo("login-refused");
        assertThat(error.getMessage()).contains("unable to authenticate user [x]");
    }

    @Test
    void tlsWhereTheServerSpeaksPlainHttp() throws Exception {
        UpgradeException error = errorOfSocket(
                "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                TlsSettings.of(TlsSettings.Mode.VERIFY_HOST));
        assertThat(error.code()).isEqualTo("tls-refused");
    }

    @Test
    void plainHttpWhereTheServerSpeaksTls() throws Exception {
        assertThat(errorOfSocket(HANDSHAKE_WANTED, TlsSettings.DISABLED).getMessage())
                .contains("TLS");
        assertThat(errorOfSocket(new byte[0], TlsSettings.DISABLED).getMessage())
                .contains("TLS");
    }

    /** Answers whatever comes, and hangs up. */
    private static UpgradeException errorOfSocket(byte[] answer, TlsSettings tls) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        if (socket.getInputStream().read(new byte[1 << 12]) > 0) {
                            socket.getOutputStream().write(answer);
                        }
                    } catch (IOException e) {
                        // It is closed.
                    }
                }
            });
            answering.setDaemon(true);
            answering.start();
            return error(at(server.getLocalPort()).withTls(tls));
        }
    }
}
