package dev.uprev.testkit.servers;

import dev.uprev.model.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The answer to {@code GET /}, which the servers in the Maven repository lack from 8.9 on: every client asks for it
 * first. A small module of our own gives it, compiled against the server it is for.
 */
final class RootModule {
    private static final String NAME = "uprev-root";
    private static final String PACKAGE = "dev.uprev.rootmodule";
    private static final Version FIRST_WITHOUT = Version.parse("8.9");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private RootModule() {}

    static boolean isMissingIn(ElasticsearchProgram server) {
        return !server.isOpenSearch()
                && server.version().compareTo(FIRST_WITHOUT) >= 0
                && !server.hasModule("rest-root");
    }

    static void addTo(ElasticsearchProgram server, Path download) throws IOException {
        JavaHome java = server.java();
        Path sources = Files.createDirectory(download.resolve("root"));
        Path classes = Files.createDirectory(download.resolve("root-classes"));
        // What a module is made with differs between 8 and 9; what it answers does not.
        run(
                server,
                List.of(
                        java.program("javac").toString(),
                        "-nowarn",
                        "--release",
                        server.major() == 8 ? "17" : "21",
                        "-cp",
                        server.home().resolve("lib") + "/*",
                        "-d",
                        classes.toString(),
                        copy("root-answer.txt", sources.resolve("RootAnswer.java")),
                        copy("root-plugin-" + server.major() + ".txt", sources.resolve("RootPlugin.java"))));
        Path folder = Files.createDirectories(server.home().resolve("modules").resolve(NAME));
        run(
                server,
                List.of(
                        java.program("jar").toString(),
                        "--create",
                        "--file",
                        folder.resolve(NAME + ".jar").toString(),
                        "-C",
                        classes.toString(),
                        "."));
        ElasticsearchModule.describe(server, folder, NAME, PACKAGE + ".RootPlugin");
    }

    private static String copy(String resource, Path file) throws IOException {
        try (InputStream in = Objects.requireNonNull(RootModule.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, file);
        }
        return file.toString();
    }

    private static void run(ElasticsearchProgram server, List<String> command) throws IOException {
        Processes.Result result = Processes.run(Path.of("/"), LIMIT, command);
        if (!result.ok()) {
            throw Unavailable.because(
                            server.toString(),
                            "what it lacks cannot be compiled: "
                                    + result.output().strip())
                    .seen(command.get(0))
                    .fix("have a whole JDK there, with javac and jar");
        }
    }
}
