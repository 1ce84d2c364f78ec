package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Java processes with the class path of the test. */
final class Children {
    private Children() {}

    /** Runs this program to its end with the name of a file and these arguments; gives what it wrote to that file. */
    static String run(Class<?> program, String... arguments) throws IOException {
        Path answer = Files.createTempFile("uprev", ".answer");
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-D" + ServerCache.FOLDER_PROPERTY + "="
                            + ServerCache.standard().root(),
                    program.getName(),
                    answer.toString()));
            command.addAll(List.of(arguments));
            Processes.Result result = Processes.run(Path.of("").toAbsolutePath(), Duration.ofMinutes(2), command);
            assertThat(result.exit()).as(result.output()).isZero();
            return Files.readString(answer);
        } finally {
            Files.delete(answer);
        }
    }
}
