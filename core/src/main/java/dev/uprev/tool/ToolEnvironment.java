package dev.uprev.tool;

import dev.uprev.error.UpgradeException;
import dev.uprev.secret.Secret;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The environment of tools, and the folders that it names for programs. */
final class ToolEnvironment {
    /** What programs need of the caller's environment to run at all; nothing that changes what they do or print. */
    private static final Set<String> KEPT = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "TMPDIR",
            "TMP",
            "TEMP",
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            "DYLD_FALLBACK_LIBRARY_PATH",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "SystemRoot");

    private ToolEnvironment() {}

    static void prepare(Map<String, String> environment, ToolCommand command, SecretFiles files) {
        if (!command.inheritsEnvironment()) {
            environment.keySet().retainAll(KEPT);
        }
        environment.put("LC_ALL", "C");
        command.environment().forEach((variable, value) -> set(environment, variable, value));
        files.variables().forEach((variable, value) -> set(environment, variable, value));
        for (Map.Entry<String, Secret> secret : command.secretEnvironment().entrySet()) {
            set(environment, secret.getKey(), secret.getValue().reveal());
        }
    }

    private static void set(Map<String, String> environment, String variable, String value) {
        // Checked here because the exception of the JDK would show the value.
        if (value.indexOf('\0') >= 0) {
            throw UpgradeException.failed("tool-not-started", "cannot set the environment variable " + variable)
                    .why("its value has a NUL character in it")
                    .fix("give a value without NUL characters");
        }
        environment.put(variable, value);
    }

    /** The folders of {@code PATH} of this process. */
    static List<Path> path() {
        return path(Optional.ofNullable(new ProcessBuilder().environment().get("PATH"))
                .orElse(""));
    }

    static List<Path> path(String variable) {
        return Stream.of(variable.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(ToolEnvironment::toPath)
                .toList();
    }

    private static Stream<Path> toPath(String folder) {
        try {
            return Stream.of(Path.of(folder).toAbsolutePath());
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    /** The path of a program that is given as a path or as a name. */
    static Optional<Path> locate(String program, List<Path> folders) {
        Path path = Path.of(program);
        return path.getNameCount() > 1 || path.isAbsolute()
                ? Optional.of(path.toAbsolutePath()).filter(ToolEnvironment::isProgram)
                : folders.stream()
                        .map(folder -> folder.resolve(program))
                        .filter(ToolEnvironment::isProgram)
                        .findFirst();
    }

    static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
