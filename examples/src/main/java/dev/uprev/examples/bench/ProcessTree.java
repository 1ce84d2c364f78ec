package dev.uprev.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A process and its descendants, as Linux counts what they use. */
record ProcessTree(ProcessHandle root) {
    private static final String PEAK = "VmHWM:";

    /** Linux tells times in hundredths of a second. */
    private static final long TICK_MILLIS = 10;

    /** Where the four times are, counted from behind the name of the program: user, system, both of ended children. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    /** For each process that lives now the most memory that it ever had, added up, in bytes. */
    long peakMemory() {
        return processes().mapToLong(ProcessTree::peakMemory).sum();
    }

    /** The time on a processor, that of ended children included. */
    Duration processorTime() {
        return Duration.ofMillis(processes().mapToLong(each -> ticks(each, 0)).sum() * TICK_MILLIS);
    }

    /** The time on a processor of those children of the root, and theirs, that have ended. */
    Duration endedChildrenTime() {
        return Duration.ofMillis(ticks(root, TIMES / 2) * TICK_MILLIS);
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    private static long peakMemory(ProcessHandle process) {
        return lines(process, "status").stream()
                .filter(line -> line.startsWith(PEAK))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    /** The sum of the times, without the first ones. */
    private static long ticks(ProcessHandle process, int without) {
        return lines(process, "stat").stream()
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" ", -1))
                .flatMap(fields -> Stream.of(fields).skip(FIRST_TIME + without).limit(TIMES - without))
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** None for a process that has just ended. */
    private static List<String> lines(ProcessHandle process, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
