package dev.uprev.tool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Takes what a tool prints. Used by one thread, and by another one after that has ended. */
interface OutputSink {
    void accept(byte[] buffer, int length) throws IOException;

    /** No more will come. */
    default void end() throws IOException {}

    static OutputSink to(OutputStream stream) {
        return new OutputSink() {
            @Override
            public void accept(byte[] buffer, int length) throws IOException {
                stream.write(buffer, 0, length);
            }

            @Override
            public void end() throws IOException {
                stream.flush();
            }
        };
    }

    /** Keeps the first bytes and counts the rest. */
    final class Capture implements OutputSink {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final int maxBytes;
        private boolean overflown;

        Capture(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public synchronized void accept(byte[] buffer, int length) {
            int room = maxBytes - kept.size();
            overflown |= length > room;
            kept.write(buffer, 0, Math.min(length, room));
        }

        synchronized boolean overflown() {
            return overflown;
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /** Cuts the output into lines and redacts each. */
    final class Lines implements OutputSink {
        private static final int LONGEST = 64 * 1024;
        private static final int LONGEST_SECRET = 4 * 1024;

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final UnaryOperator<String> redaction;
        private final Consumer<String> consumer;
        private boolean afterReturn;
        private boolean cut;

        Lines(UnaryOperator<String> redaction, Consumer<String> consumer) {
            this.redaction = redaction;
            this.consumer = consumer;
        }

        @Override
        public void accept(byte[] buffer, int length) {
            for (int i = 0; i < length; i++) {
                byte b = buffer[i];
                if (b == '\r' || (b == '\n' && !afterReturn)) {
                    emit();
                } else if (b != '\n') {
                    add(b);
                }
                afterReturn = b == '\r';
            }
        }

        private void add(byte b) {
            if (line.size() < LONGEST) {
                line.write(b);
            } else {
                cut = true;
            }
        }

        private void emit() {
            String text = redaction.apply(line.toString(StandardCharsets.UTF_8));
            if (cut) {
                // The cut may have gone through a secret, whose first part is not recognised any more.
                text = text.substring(0, Math.max(0, text.length() - LONGEST_SECRET)) + " [line cut off]";
            }
            line.reset();
            cut = false;
            consumer.accept(text);
        }

        @Override
        public void end() {
            if (line.size() > 0) {
                emit();
            }
        }
    }
}
