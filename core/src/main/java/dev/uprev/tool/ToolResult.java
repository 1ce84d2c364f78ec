package dev.uprev.tool;

import java.time.Duration;

/**
 * How a tool ended.
 *
 * @param exitCode one of those that the command accepts
 * @param output the standard output where the command asked for it to be captured, else empty; redacted
 * @param errors the last part of the standard error; redacted
 * @param duration from start to end
 */
public record ToolResult(int exitCode, String output, String errors, Duration duration) {
    /** Leaves the texts out, which may be long. */
    @Override
    public String toString() {
        return "exit code " + exitCode + " after " + duration.toMillis() + " ms";
    }
}
