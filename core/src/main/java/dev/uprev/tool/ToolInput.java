package dev.uprev.tool;

import java.nio.file.Path;

/** What a tool reads on its standard input. */
public sealed interface ToolInput {
    /** The end of the input at once. */
    static ToolInput none() {
        return new None();
    }

    static ToolInput file(Path file) {
        return new FromFile(file);
    }

    /** These bytes, not copied; the caller may wipe them once the tool has ended. */
    static ToolInput bytes(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** See {@link #none}. */
    record None() implements ToolInput {}

    /** See {@link #file}. */
    record FromFile(Path file) implements ToolInput {}

    /** See {@link #bytes}; a class rather than a record, so that no text form shows the bytes. */
    final class Bytes implements ToolInput {
        private final byte[] content;

        private Bytes(byte[] content) {
            this.content = content;
        }

        /** The bytes themselves, not a copy. */
        public byte[] content() {
            return content;
        }
    }
}
