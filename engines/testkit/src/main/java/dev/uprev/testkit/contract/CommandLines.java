package dev.uprev.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.uprev.model.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The command lines of all processes that this one starts, as any user of the machine can see them. */
final class CommandLines implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 5;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Cancellation end = new Cancellation();

    private CommandLines() {}

    /** Looks many times a second until it is closed. */
    static CommandLines watch() {
        CommandLines lines = new CommandLines();
        Thread looker = new Thread(lines::lookOnAndOn, "uprev-command-lines");
        looker.setDaemon(true);
        looker.start();
        return lines;
    }

    private void lookOnAndOn() {
        try {
            do {
                look();
            } while (!end.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        ProcessHandle.current().descendants().forEach(process -> {
            Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            try {
                seen.add(Files.readString(file, ISO_8859_1));
            } catch (IOException e) {
                // Ended since, or another system, where one sees what Java tells.
                process.info().commandLine().ifPresent(seen::add);
            }
        });
    }

    Set<String> seen() {
        return Set.copyOf(seen);
    }

    @Override
    public void close() {
        end.cancel();
    }
}
