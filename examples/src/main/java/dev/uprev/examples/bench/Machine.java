package dev.uprev.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine that all this runs on. */
final class Machine {
    private Machine() {}

    /** What a reader has to know of it to judge figures. */
    static String description() throws IOException {
        return "%d processor(s) (%s), %s of memory, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        firstLine(Path.of("/proc/cpuinfo"), "model name"),
                        memory(),
                        System.getProperty("java.version"));
    }

    /** What one contender left to be written is not to slow down the next. */
    static void writeOutDirtyPages() throws IOException, InterruptedException {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
    }

    private static String memory() throws IOException {
        long kilobytes =
                Long.parseLong(firstLine(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", ""));
        return String.format(Locale.ROOT, "%.1f GB", kilobytes / 1e6);
    }

    private static String firstLine(Path file, String name) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        }
    }
}
