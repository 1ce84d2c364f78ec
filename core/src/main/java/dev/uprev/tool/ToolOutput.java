package dev.uprev.tool;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where the standard output of a tool goes. Files and streams get the exact bytes; text that is captured or given line
 * by line is meant for reading and has passed redaction, which may alter what merely looks like a secret.
 */
public sealed interface ToolOutput {
    /** Kept in memory as UTF-8 and given by {@link ToolResult#output}; more bytes than that are an error. */
    static ToolOutput captured(int maxBytes) {
        return new Captured(maxBytes);
    }

    /** To a file, which is created or overwritten. */
    static ToolOutput file(Path file) {
        return new ToFile(file);
    }

    /**
     * Given line by line while the tool runs, on another thread than the caller's. Lines end at LF, CR LF or CR; more
     * than 64 KiB without a line break are cut off. An exception of the consumer ends the tool and is thrown by the
     * runner.
     */
    static ToolOutput lines(Consumer<String> consumer) {
        return new Lines(consumer);
    }

    /**
     * Written to a stream while the tool runs, on another thread than the caller's; flushed at the end, not closed. An
     * exception of the stream ends the tool.
     */
    static ToolOutput stream(OutputStream stream) {
        return new ToStream(stream);
    }

    /** Read and thrown away. */
    static ToolOutput discarded() {
        return new ToStream(OutputStream.nullOutputStream());
    }

    /** See {@link #captured}. */
    record Captured(int maxBytes) implements ToolOutput {}

    /** See {@link #file}. */
    record ToFile(Path file) implements ToolOutput {}

    /** See {@link #lines}. */
    record Lines(Consumer<String> consumer) implements ToolOutput {}

    /** See {@link #stream}. */
    record ToStream(OutputStream stream) implements ToolOutput {}
}
