package dev.uprev.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The most memory that a process and its descendants had together. Looked at ten times in a second: for each process
 * that lives at that moment the most that it ever had, as Linux counts it, so that short peaks are not missed.
 */
final class PeakMemory implements AutoCloseable {
    private static final long PAUSE = 100;
    private static final String PEAK = "VmHWM:";

    private final ProcessHandle root;
    private final Thread watcher = new Thread(this::watch, "peak-memory");
    private volatile long peak;

    PeakMemory(ProcessHandle root) {
        this.root = root;
        watcher.setDaemon(true);
        watcher.start();
    }

    /** In bytes. */
    long peak() {
        return peak;
    }

    private void watch() {
        try {
            while (root.isAlive()) {
                long now = Stream.concat(Stream.of(root), root.descendants())
                        .mapToLong(PeakMemory::ofProcess)
                        .sum();
                peak = Math.max(peak, now);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long ofProcess(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // it has just ended
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
