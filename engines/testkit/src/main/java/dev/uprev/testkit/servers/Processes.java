package dev.uprev.testkit.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The one place of the test kit where programs are started. */
final class Processes {
    private Processes() {}

    /**
     * How a program ended.
     *
     * @param exit its exit code; 127 where it could not be started, 124 where it took too long
     * @param output what it wrote, to standard output and error
     */
    record Result(int exit, String output) {
        boolean ok() {
            return exit == 0;
        }
    }

    /** Runs a program to its end. It and its children are killed when it takes longer than that. */
    static Result run(Path directory, Duration limit, List<String> command) throws IOException {
        Path output = Files.createTempFile("uprev", ".out");
        try {
            Process process;
            try {
                process = builder(directory, command)
                        .redirectOutput(output.toFile())
                        .start();
            } catch (IOException e) {
                return new Result(127, String.valueOf(e.getMessage()));
            }
            int exit = waitFor(process, limit);
            return new Result(exit, Files.readString(output, Charset.defaultCharset()));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Starts a program that stays, with its output appended to the log. */
    static Process start(Path directory, Path log, List<String> command) {
        try {
            return builder(directory, command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    private static ProcessBuilder builder(Path directory, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().put("LC_ALL", "C");
        // PGDATA, PGPORT, PGSSLMODE and the like would change what the programs of PostgreSQL do.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder;
    }

    private static int waitFor(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        killTree(process.toHandle());
        return 124;
    }

    /** Kills a process and its descendants, as a power cut would; gives all of them. */
    static List<ProcessHandle> killTree(ProcessHandle process) {
        // Descendants are asked for first: those of a dead process cannot be found any more.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        return all;
    }

    /** Whether it still runs; a dead process that nobody has collected yet has no command any more. */
    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
