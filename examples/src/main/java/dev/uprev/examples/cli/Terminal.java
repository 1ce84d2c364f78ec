package dev.uprev.examples.cli;

import java.io.Console;
import java.util.Optional;

/** The terminal that the program runs on. */
final class Terminal {
    private Terminal() {}

    /** Empty when input or output is a file or a pipe. */
    // From Java 22 on System.console() is null for that only with jdk.console=java.base, which the launcher sets.
    @SuppressWarnings("SystemConsoleNull")
    static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }
}
