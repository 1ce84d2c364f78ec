package dev.uprev.elasticsearch;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
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
import org.apache.http.nio.util.SimpleInputBuffer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * A response that is read while it comes in, and slows the server down where its reader is slow: whatever its size, a
 * buffer of it is in memory. The answer of a server that refuses is held as a whole.
 */
final class StreamedBody extends AbstractAsyncResponseConsumer<HttpResponse> {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int REFUSED = 300;

    private final SharedInputBuffer buffer = new SharedInputBuffer(BUFFER_BYTES, HeapByteBufferAllocator.INSTANCE);
    private final CompletableFuture<InputStream> begun;
    private Optional<SimpleInputBuffer> refusal = Optional.empty();
    private @Nullable HttpResponse response;
    private boolean complete;
    private volatile boolean brokenOff;

    /** @param begun gets the body as soon as a response comes that is no error */
    StreamedBody(CompletableFuture<InputStream> begun) {
        this.begun = begun;
    }

    @Override
    protected void onResponseReceived(HttpResponse received) {
        response = received;
        BasicHttpEntity entity = new BasicHttpEntity();
        if (received.getStatusLine().getStatusCode() < REFUSED) {
            entity.setContent(new Body(new ContentInputStream(buffer)));
            begun.complete(entity.getContent());
        } else {
            SimpleInputBuffer held = new SimpleInputBuffer(BUFFER_BYTES, HeapByteBufferAllocator.INSTANCE);
            entity.setContent(new ContentInputStream(held));
            refusal = Optional.of(held);
        }
        received.setEntity(entity);
    }

    @Override
    protected void onEntityEnclosed(HttpEntity entity, ContentType type) {}

    @Override
    protected void onContentReceived(ContentDecoder decoder, IOControl control) throws IOException {
        if (refusal.isPresent()) {
            refusal.get().consumeContent(decoder);
        } else {
            buffer.consumeContent(decoder, control);
        }
    }

    /** The body belongs to its reader by now: the client, told to log all answers, would take it away. */
    @Override
    protected @Nullable HttpResponse buildResult(HttpContext context) {
        complete = true;
        if (response != null && refusal.isEmpty()) {
            response.setEntity(null);
        }
        return response;
    }

    /** After the last byte, when the reader may still have to take some; and after a failure. */
    @Override
    protected void releaseResources() {
        if (complete) {
            buffer.close();
        } else {
            brokenOff = true;
            buffer.shutdown();
        }
    }

    /** The buffer ends in the same way when the connection is lost. */
    private final class Body extends FilterInputStream {
        Body(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return checked(super.read(bytes, offset, length));
        }

        private int checked(int read) throws IOException {
            if (read < 0 && brokenOff) {
                throw new EOFException("the connection ended in the middle of the answer");
            }
            return read;
        }
    }
}
