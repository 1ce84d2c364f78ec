package dev.uprev.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.entity.BasicHttpEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.entity.ContentInputStream;
import org.apache.http.nio.protocol.AbstractAsyncResponseConsumer;
import org.apache.http.nio.util.HeapByteBufferAllocator;
import org.apache.http.nio.util.SharedInputBuffer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A response that is read while it comes in, and slows the server down where its reader is slow: whatever its size, a
 * buffer of it is in memory.
 */
final class StreamedBody extends AbstractAsyncResponseConsumer<HttpResponse> {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SharedInputBuffer buffer = new SharedInputBuffer(BUFFER_BYTES, HeapByteBufferAllocator.INSTANCE);
    private final CompletableFuture<InputStream> begun;
    private @Nullable HttpResponse response;

    /** @param begun gets the body as soon as a response comes that is no error */
    StreamedBody(CompletableFuture<InputStream> begun) {
        this.begun = begun;
    }

    @Override
    protected void onResponseReceived(HttpResponse received) {
        response = received;
        BasicHttpEntity entity = new BasicHttpEntity();
        entity.setContent(new ContentInputStream(buffer));
        received.setEntity(entity);
        if (received.getStatusLine().getStatusCode() < 300) {
            begun.complete(entity.getContent());
        }
    }

    @Override
    protected void onEntityEnclosed(HttpEntity entity, ContentType type) {}

    @Override
    protected void onContentReceived(ContentDecoder decoder, IOControl control) throws IOException {
        buffer.consumeContent(decoder, control);
    }

    @Override
    protected @Nullable HttpResponse buildResult(HttpContext context) {
        return response;
    }

    /** After the last byte, and after a failure. */
    @Override
    protected void releaseResources() {
        buffer.shutdown();
    }
}
