package dev.uprev.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the process of a server. The number in its pid file alone proves nothing: after a crash or a restart of the
 * machine it may be that of any other program.
 */
final class ServerProcess {
    private ServerProcess() {}

    /** The running process of the pid file, if it is at work on the server's folder. */
    static Optional<ProcessHandle> find(Path pidFile, Path folder) {
        return pid(pidFile)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> worksOn(process, folder));
    }

    private static Optional<Long> pid(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,10}"))
                    .map(Long::parseLong);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // none, or it is just being removed
        }
    }

    /** Whether the process is in the folder or was told its name. One that has ended but is still listed is not. */
    private static boolean worksOn(ProcessHandle process, Path folder) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            Path real = folder.toRealPath();
            if (Files.isDirectory(proc)) {
                String words = Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                return names(words, folder, real)
                        || proc.resolve("cwd").toRealPath().startsWith(real);
            }
            return names(process.info().commandLine().orElse(""), folder, real);
        } catch (IOException e) {
            return false; // it has just ended, or it is another user's, which ours is not
        }
    }

    private static boolean names(String words, Path folder, Path real) {
        return words.contains(folder + "/") || words.contains(real + "/");
    }
}
