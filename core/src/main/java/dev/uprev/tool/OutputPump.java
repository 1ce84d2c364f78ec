package dev.uprev.tool;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Empties one output of a tool into a sink on a thread of its own, so that the tool never waits for a reader. Where the
 * sink fails, the output is still emptied.
 */
final class OutputPump {
    private static final long SLICE_MILLIS = 50;
    private static final int IDLE_SLICES = 20;

    private final InputStream source;
    private final OutputSink sink;
    private final AtomicReference<Throwable> failure;
    private final Thread thread;
    private volatile long reads;
    private volatile boolean reading;

    private OutputPump(String name, InputStream source, OutputSink sink, AtomicReference<Throwable> failure) {
        this.source = source;
        this.sink = sink;
        this.failure = failure;
        this.thread = new Thread(this::pump, name);
        thread.setDaemon(true);
    }

    /** The failure gets what the sink throws, unless it holds something already. */
    static OutputPump start(String name, InputStream source, OutputSink sink, AtomicReference<Throwable> failure) {
        OutputPump pump = new OutputPump(name, source, sink, failure);
        pump.thread.start();
        return pump;
    }

    private void pump() {
        byte[] buffer = new byte[64 * 1024];
        boolean sinkWorks = true;
        for (int length = read(buffer); length >= 0; length = read(buffer)) {
            int size = length;
            sinkWorks = sinkWorks && attempt(() -> sink.accept(buffer, size));
        }
        if (sinkWorks) {
            attempt(sink::end);
        }
    }

    // Written by the pump's thread alone.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private int read(byte[] buffer) {
        try {
            reads++;
            reading = true;
            return source.read(buffer);
        } catch (IOException e) {
            return -1; // closed under the reader: the tool has ended
        } finally {
            reading = false;
        }
    }

    private boolean attempt(SinkCall call) {
        try {
            call.run();
            return true;
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            return false;
        }
    }

    /**
     * Waits, after the tool has ended, until all it printed is in the sink. Tells whether the end of the output was
     * reached: a process that the tool left behind may hold it open, and is not waited for when nothing comes any more.
     */
    boolean finish() throws InterruptedException {
        long seen = -1;
        for (int idle = 0; idle < IDLE_SLICES; idle++) {
            thread.join(SLICE_MILLIS);
            if (!thread.isAlive()) {
                return true;
            }
            if (!reading || reads != seen) {
                idle = 0;
                seen = reads;
            }
        }
        return false;
    }

    private interface SinkCall {
        void run() throws IOException;
    }
}
