package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client of the source that wants to read one key every five milliseconds. It only reads, since writes after the dump
 * has begun are no part of it. When an answer comes late, the time of the requests that had to wait for it counts too.
 */
final class ReadingClient implements AutoCloseable {
    private static final long EVERY_NANOS = 5_000_000;

    private final RedisServer server;
    private final int keys;
    private final Latencies latencies = new Latencies();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::read, "reading-client");

    ReadingClient(RedisServer server, int keys) {
        this.server = server;
        this.keys = keys;
        thread.start();
    }

    /** Ends it, and tells how long its requests took. */
    Latencies stop() throws InterruptedException {
        end.countDown();
        thread.join();
        Throwable error = failure.get();
        if (error != null) {
            throw new IllegalStateException("a client of the source has failed", error);
        }
        return latencies;
    }

    private void read() {
        try (RedisTalk redis = RedisTalk.connect(server.port())) {
            long due = System.nanoTime();
            for (long number = 0; ; number++) {
                long wait = due - System.nanoTime();
                if (end.await(wait, TimeUnit.NANOSECONDS)) {
                    return;
                }
                // A late answer counts against the server, a late awakening does not.
                long begin = wait > 0 ? System.nanoTime() : due;
                redis.ask("GET", RedisData.key(number, keys));
                latencies.add(System.nanoTime() - begin);
                due += EVERY_NANOS;
            }
        } catch (IOException | InterruptedException e) {
            failure.set(e);
        }
    }

    @Override
    public void close() {
        end.countDown();
    }
}
