package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that Maven knows. The {@code mvn} program fetches it, so that the settings of the user apply: proxies,
 * mirrors, credentials. Where the file is in the local repository already, nothing is run at all.
 *
 * @param packaging the ending of the file's name, such as {@code jar}
 * @param classifier the part of the file's name after the version; may be empty
 */
record MavenArtifact(String group, String artifact, String version, String packaging, String classifier) {
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    static MavenArtifact jar(String group, String artifact, String version) {
        return new MavenArtifact(group, artifact, version, "jar", "");
    }

    /**
     * The file: in the local repository, or else copied into this folder.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when Maven cannot get it
     */
    Path file(Path folder) throws IOException {
        Path known = localRepository()
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(fileName());
        return Files.isRegularFile(known) ? known : fetch(folder);
    }

    private Path fetch(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                maven(),
                "-B",
                "-q",
                "-Dstyle.color=never",
                PLUGIN,
                "-Dartifact=" + coordinates(),
                "-DoutputDirectory=" + folder));
        property("maven.repo.local").ifPresent(repository -> command.add("-Dmaven.repo.local=" + repository));
        Processes.Result result = Processes.run(folder, LIMIT, command);
        Path file = folder.resolve(fileName());
        if (!result.ok() || !Files.isRegularFile(file)) {
            throw Unavailable.because(coordinates(), "mvn ended with " + result.exit() + ": " + firstError(result))
                    .fix("check that mvn is on the PATH and can download, or put the file into the local repository");
        }
        return file;
    }

    private String coordinates() {
        return String.join(":", group, artifact, version, packaging) + (classifier.isEmpty() ? "" : ":" + classifier);
    }

    private String fileName() {
        return artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + "." + packaging;
    }

    /** The Maven that runs the build, where it says so: a machine may have no other than its wrapper. */
    private static String maven() {
        return property("maven.home")
                .map(home -> Path.of(home, "bin", "mvn"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .orElse("mvn");
    }

    private static Path localRepository() {
        return property("maven.repo.local")
                .map(Path::of)
                .orElseGet(() -> Path.of(property("user.home").orElse("."), ".m2", "repository"));
    }

    private static Optional<String> property(String name) {
        return Optional.of(Objects.requireNonNullElse(System.getProperty(name), ""))
                .filter(value -> !value.isBlank());
    }

    /** Addresses may come with credentials, which are left out. */
    private static String firstError(Processes.Result result) {
        String output = result.output().replaceAll("://[^/@\\s]+@", "://");
        return output.lines().filter(line -> line.contains("ERROR")).findFirst().orElse(output.strip());
    }
}
