package dev.uprev.testkit.contract;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * All that drivers write to the log of the JDK, however little of it is shown otherwise. What goes to other logs is
 * seen where they print it.
 */
final class CapturedLog implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter format = new SimpleFormatter();

        @Override
        public void publish(LogRecord event) {
            lines.add(format.format(event));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    CapturedLog() {
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }

    String text() {
        return String.join("", lines);
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        root.setLevel(level);
    }
}
