package dev.uprev.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.net.NetworkErrors;
import dev.uprev.secret.SecretResolver;
import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.http.HttpEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** A cluster of Elasticsearch or OpenSearch, logged in to; a request goes to any of its nodes. Thread-safe. */
final class Cluster implements AutoCloseable, Crew.Stoppable {
    private static final int HTTP_UNAUTHORIZED = 401;

    private final Side side;
    private final Instance instance;
    private final RestClient client;
    private final Product product;
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    private Cluster(Side side, Instance instance, RestClient client, Product product) {
        this.side = side;
        this.instance = instance;
        this.client = client;
        this.product = product;
    }

    /**
     * Connects and logs in.
     *
     * @throws UpgradeException {@code host-unknown}, {@code cannot-connect}, {@code connect-timeout},
     *     {@code tls-refused}, {@code login-refused}, {@code not-elasticsearch}, or what the resolver of secrets throws
     */
    static Cluster open(Side side, Instance instance, SecretResolver secrets) {
        RestClient client = Clients.open(instance, secrets);
        String failed = "cannot connect to the " + side + ", " + instance;
        try {
            Answer root = new Cluster(side, instance, client, Product.UNKNOWN).root();
            return new Cluster(side, instance, client, ElasticsearchErrors.requireProduct(failed, root));
        } catch (IOException e) {
            close(client, e);
            throw ElasticsearchErrors.noHttp(failed, instance, e)
                    .orElseGet(() -> NetworkErrors.explain(failed, instance, e));
        } catch (RuntimeException e) {
            close(client, e);
            throw e;
        }
    }

    /** Whether a server answers at all: it may refuse the login, have no master, or open its indices still. */
    static boolean isUp(Side side, Instance instance, SecretResolver secrets) {
        try (Cluster cluster = new Cluster(side, instance, Clients.open(instance, secrets), Product.UNKNOWN)) {
            Answer root = cluster.root();
            return root.status() == HTTP_UNAUTHORIZED
                    || !Product.of(root.body()).version().equals(Product.UNKNOWN.version());
        } catch (IOException e) {
            return false;
        }
    }

    Side side() {
        return side;
    }

    Instance instance() {
        return instance;
    }

    Product product() {
        return product;
    }

    /**
     * What the cluster answers.
     *
     * @throws UpgradeException {@code request-refused}, {@code privilege-missing} and others of
     *     {@link ElasticsearchErrors#refused}; {@code server-lost}
     */
    JsonNode get(String path) {
        return call(Call.get(path));
    }

    /** The same for what need not be there. */
    Optional<JsonNode> find(String path) {
        Answer answer = ask(Call.get(path));
        return answer.isNotFound() ? Optional.empty() : Optional.of(required(Call.get(path), answer));
    }

    /** The same for what this release or distribution may not know at all. */
    Optional<JsonNode> findIfKnown(String path) {
        Answer answer = ask(Call.get(path));
        boolean unknown = answer.status() == 400 || answer.status() == 404 || answer.status() == 405;
        return unknown ? Optional.empty() : Optional.of(required(Call.get(path), answer));
    }

    /** As {@link #get}. */
    JsonNode call(Call call) {
        return required(call, ask(call));
    }

    private JsonNode required(Call call, Answer answer) {
        if (!answer.isSuccess()) {
            throw ElasticsearchErrors.refused(side, call, answer);
        }
        return answer.body();
    }

    /**
     * The answer, be it an error or not.
     *
     * @throws UpgradeException {@code server-lost}
     */
    Answer ask(Call call) {
        try {
            return exchange(call);
        } catch (IOException e) {
            throw lost(call, e);
        }
    }

    private Answer root() throws IOException {
        Request root = request(Call.get("/"));
        root.setOptions(Clients.PROMPTLY);
        return exchange(root);
    }

    private Answer exchange(Call call) throws IOException {
        return exchange(request(call));
    }

    private Answer exchange(Request request) throws IOException {
        Exchange exchange = new Exchange();
        try {
            send(request, exchange);
            return answer(exchange.ended().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResponseException refusal) {
                return answer(refusal.getResponse());
            }
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            done(exchange);
        }
    }

    private void send(Request request, Exchange exchange) {
        exchanges.add(exchange);
        exchange.sent(client.performRequestAsync(request, exchange));
        if (cancelled) {
            exchange.giveUp();
        }
    }

    /** Of no effect where it has ended; else its reader has failed and nobody takes the rest. */
    private void done(Exchange exchange) {
        exchanges.remove(exchange);
        exchange.giveUp();
    }

    private UpgradeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return UpgradeException.failed("interrupted", "the answer of the " + side + " was not awaited")
                .cause(e)
                .fix("resume");
    }

    /** Reads a body while it comes in. */
    @FunctionalInterface
    interface BodyReader<T> {
        /** The stream is closed by the caller, who also takes what the reader leaves. */
        T read(InputStream body) throws IOException;
    }

    /**
     * As {@link #call} for an answer of any size, which is not held in memory.
     *
     * @throws UpgradeException as {@link #call}, or what the reader throws
     */
    <T> T read(Call call, BodyReader<T> reader) {
        Exchange exchange = new Exchange();
        Request request = request(call);
        request.setOptions(RequestOptions.DEFAULT.toBuilder()
                .setHttpAsyncResponseConsumerFactory(() -> new StreamedBody(exchange.begun()))
                .build());
        send(request, exchange);
        try (InputStream body = exchange.begun().get()) {
            T result = reader.read(body);
            body.transferTo(OutputStream.nullOutputStream());
            // Before that, to cancel it would cost the connection.
            exchange.ended().get();
            return result;
        } catch (ExecutionException e) {
            throw failed(call, Objects.requireNonNullElse(e.getCause(), e));
        } catch (IOException e) {
            throw lost(call, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            done(exchange);
        }
    }

    private UpgradeException failed(Call call, Throwable error) {
        if (error instanceof ResponseException refusal) {
            try {
                return ElasticsearchErrors.refused(side, call, answer(refusal.getResponse()));
            } catch (IOException e) {
                return lost(call, e);
            }
        }
        return lost(call, error instanceof Exception exception ? exception : new IOException(error));
    }

    private UpgradeException lost(Call call, Exception error) {
        return NetworkErrors.lost(
                "the " + side + " does not answer " + call.method() + " " + call.path(), instance, error);
    }

    private static Request request(Call call) {
        Request request = new Request(call.method(), call.path());
        call.body().ifPresent(request::setEntity);
        return request;
    }

    private static Answer answer(Response response) throws IOException {
        int status = response.getStatusLine().getStatusCode();
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Answer(status, MissingNode.getInstance());
        }
        byte[] body = EntityUtils.toByteArray(entity);
        try {
            return new Answer(status, Json.mapper().readTree(body));
        } catch (JsonProcessingException e) {
            return new Answer(status, MissingNode.getInstance());
        }
    }

    /** Ends all requests, from any thread. */
    @Override
    public void cancel() {
        cancelled = true;
        exchanges.forEach(Exchange::giveUp);
        close();
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw lost(Call.of("CLOSE", ""), e);
        }
    }

    private static void close(RestClient client, Exception reason) {
        try {
            client.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
