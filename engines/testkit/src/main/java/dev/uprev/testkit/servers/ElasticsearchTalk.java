package dev.uprev.testkit.servers;

import dev.uprev.net.TlsContext;
import dev.uprev.secret.SecretResolver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Asks an Elasticsearch server over HTTP, with nothing but what Java has. Thread-safe. */
public final class ElasticsearchTalk {
    /**
     * What the server has answered.
     *
     * @param status of HTTP: below 300 is success
     */
    public record Answer(int status, String body) {
        public boolean ok() {
            return status < 300;
        }
    }

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final String address;
    private final Optional<String> authorization;
    private final HttpClient client;

    ElasticsearchTalk(int port, Optional<ElasticsearchSetup.User> user, Optional<TestCertificate> certificate) {
        this.address = (certificate.isPresent() ? "https://" : "http://") + ServerAddress.HOST + ":" + port;
        this.authorization = user.map(ElasticsearchTalk::basic);
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT);
        certificate.ifPresent(tls -> builder.sslContext(TlsContext.of(tls.verified(), SecretResolver.standard())));
        this.client = builder.build();
    }

    /** To a server of this machine that asks for no password and speaks no TLS. Nothing is sent yet. */
    public static ElasticsearchTalk connect(int port) {
        return new ElasticsearchTalk(port, Optional.empty(), Optional.empty());
    }

    /** To a server of this machine that asks for a password and speaks no TLS. Nothing is sent yet. */
    public static ElasticsearchTalk connect(int port, String user, String password) {
        return new ElasticsearchTalk(
                port, Optional.of(new ElasticsearchSetup.User(user, password, List.of())), Optional.empty());
    }

    /**
     * Sends one request, and gives the answer.
     *
     * @param body JSON; for {@code _bulk} and {@code _msearch} lines of JSON, each ended; may be empty
     * @throws IOException when no whole answer comes within three minutes, or the server refuses the request: any
     *     status from 300 on
     */
    public String require(String method, String path, String body) throws IOException {
        Answer answer = send(method, path, Optional.of(body).filter(text -> !text.isEmpty()), LIMIT);
        if (!answer.ok()) {
            throw new IOException(method + " " + path + ": status " + answer.status() + ", " + answer.body());
        }
        return answer.body();
    }

    /**
     * Sends one request.
     *
     * @param path with what follows the question mark
     * @throws IOException when no whole answer comes within the time
     */
    Answer send(String method, String path, Optional<String> body, Duration limit) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(limit)
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        authorization.ifPresent(value -> request.header("Authorization", value));
        if (body.isPresent()) {
            request.header("Content-Type", isLines(path) ? "application/x-ndjson" : "application/json");
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean isLines(String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return plain.endsWith("/_bulk") || plain.endsWith("/_msearch");
    }

    private static String basic(ElasticsearchSetup.User user) {
        String pair = user.name() + ":" + user.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
