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

/** Runs what a contender does and measures it. What its programs write goes to a file. */
final class MeasuredRun {
    /** This program with its servers; the processes of contenders are its ended children. */
    private static final ProcessTree THIS = new ProcessTree(ProcessHandle.current());

    private static final int TAIL_LINES = 12;

    private MeasuredRun() {}

    /** What a contender does. */
    interface Work {
        /**
         * Does it.
         *
         * @return the most memory, in bytes, that its processes had
         */
        long carryOut() throws Exception;
    }

    /**
     * Runs all these commands, one after the other.
     *
     * @throws UpgradeException {@code bench-failed} with the last lines of what a command wrote, when one fails
     */
    static Measurement ofCommands(List<List<String>> commands, Workplace place) throws Exception {
        return of(place, () -> {
            long peak = 0;
            for (List<String> command : commands) {
                peak = Math.max(peak, run(command, place));
            }
            return peak;
        });
    }

    static Measurement of(Workplace place, Work work) throws Exception {
        Duration usedBefore = THIS.processorTime();
        Duration ownBefore = THIS.endedChildrenTime();
        long begin = System.nanoTime();
        long peak = work.carryOut();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return new Measurement(
                elapsed,
                THIS.processorTime().minus(usedBefore),
                THIS.endedChildrenTime().minus(ownBefore),
                peak,
                size(place.dump()));
    }

    /** Runs one command to its end, and returns the most memory that it had. */
    static long run(List<String> command, Workplace place) throws IOException, InterruptedException {
        Process process = start(command, place);
        try (PeakMemory memory = new PeakMemory(new ProcessTree(process.toHandle()))) {
            int exit = process.waitFor();
            if (exit != 0) {
                throw failed(command.get(0), exit, place);
            }
            return memory.peak();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    static Process start(List<String> command, Workplace place) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(place.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()));
        place.programs()
                .forEach(folder ->
                        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder.start();
    }

    static UpgradeException failed(String command, int exit, Workplace place) throws IOException {
        return UpgradeException.failed("bench-failed", command + " ended with " + exit)
                .seen(tail(place.log()))
                .fix("see what it says");
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
