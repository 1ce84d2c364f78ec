package dev.uprev.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseListener;

/**
 * A request that is awaited, and can be given up from any thread: a client that is closed does not always tell those
 * who wait for an answer. Thread-safe.
 */
final class Exchange implements ResponseListener {
    private final CompletableFuture<InputStream> begun = new CompletableFuture<>();
    private final CompletableFuture<Response> ended = new CompletableFuture<>();
    private volatile Optional<Cancellable> request = Optional.empty();

    /** Gets the body as soon as it begins, where it is read while it comes in. */
    CompletableFuture<InputStream> begun() {
        return begun;
    }

    /** Gets the response when all of it is there. */
    CompletableFuture<Response> ended() {
        return ended;
    }

    void sent(Cancellable cancellable) {
        request = Optional.of(cancellable);
    }

    /** Whoever waits for it need not wait any more. */
    void giveUp() {
        IOException reason = new InterruptedIOException("the request was given up");
        begun.completeExceptionally(reason);
        ended.completeExceptionally(reason);
        request.ifPresent(Cancellable::cancel);
    }

    @Override
    public void onSuccess(Response response) {
        ended.complete(response);
    }

    @Override
    public void onFailure(Exception error) {
        begun.completeExceptionally(error);
        ended.completeExceptionally(error);
    }
}
