package dev.uprev.examples.bench;

import dev.uprev.error.UpgradeException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Runs the commands of a contender and measures them. What they write goes to a file. */
final class MeasuredRun {
    /** This program with its servers; the processes of contenders are its ended children. */
    private static final ProcessTree THIS = new ProcessTree(ProcessHandle.current());

    private static final int TAIL_LINES = 12;

    private MeasuredRun() {}

    /**
     * Runs them all.
     *
     * @throws UpgradeException {@code bench-failed} with the last lines of what a command wrote, when one fails
     */
    static Measurement of(Contender contender, Trial trial) throws IOException, InterruptedException {
        List<List<String>> commands = contender.commands(trial);
        long peak = 0;
        Duration usedBefore = THIS.processorTime();
        Duration ownBefore = THIS.endedChildrenTime();
        long begin = System.nanoTime();
        for (List<String> command : commands) {
            peak = Math.max(peak, run(command, trial));
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return new Measurement(
                elapsed,
                THIS.processorTime().minus(usedBefore),
                THIS.endedChildrenTime().minus(ownBefore),
                peak,
                size(trial.dump()));
    }

    /** Runs one command to its end, and returns the most memory that it had. */
    static long run(List<String> command, Trial trial) throws IOException, InterruptedException {
        Process process = start(command, trial);
        try (PeakMemory memory = new PeakMemory(new ProcessTree(process.toHandle()))) {
            int exit = process.waitFor();
            if (exit != 0) {
                throw failed(command.get(0), exit, trial);
            }
            return memory.peak();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    static Process start(List<String> command, Trial trial) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(trial.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(trial).toFile()));
        // All contenders find the same pg_dump.
        builder.environment().merge("PATH", trial.tools().toString(), (path, tools) -> tools + ":" + path);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder.start();
    }

    static UpgradeException failed(String command, int exit, Trial trial) throws IOException {
        return UpgradeException.failed("bench-failed", command + " ended with " + exit)
                .seen(tail(log(trial)))
                .fix("see what it says");
    }

    private static Path log(Trial trial) {
        return trial.folder().resolve("output.log");
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private static long size(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(MeasuredRun::length)
                    .sum();
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
