package dev.uprev.tool;

import dev.uprev.error.UpgradeException;
import dev.uprev.secret.Redactor;
import java.time.Duration;
import java.time.InstantSource;

/** Runs programs and waits for their end. A test replaces it by a lambda. Implementations are thread-safe. */
@FunctionalInterface
public interface ToolRunner {
    /**
     * Runs a program to its end. Where it has to be stopped, all that it started is ended with it; what it leaves
     * behind by itself, as a launcher of servers does, stays.
     *
     * @throws UpgradeException {@code tool-not-found}; {@code tool-not-started}; {@code tool-failed} for an exit code
     *     that the command does not accept, with the tool's own last words, redacted; {@code tool-timeout};
     *     {@code tool-interrupted} when the calling thread was interrupted, which it stays; {@code cancelled};
     *     {@code tool-output-too-large}
     */
    ToolResult run(ToolCommand command);

    /** Finds the programs that this runs. It should be the same one again, since it knows the versions it has seen. */
    default ToolLocator locator() {
        return new ToolLocator(this);
    }

    /** Runs programs on this machine; what they say is redacted by this redactor. */
    static ToolRunner local(Redactor redactor) {
        return local(redactor, InstantSource.system(), Duration.ofSeconds(10));
    }

    /**
     * As {@link #local(Redactor)}.
     *
     * @param clock for timeouts and durations
     * @param grace how long a program may take to end by itself after it was told to, before it is killed
     */
    static ToolRunner local(Redactor redactor, InstantSource clock, Duration grace) {
        return new LocalToolRunner(redactor, clock, grace);
    }
}
