package dev.uprev.elasticsearch;

import dev.uprev.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs of one release of Elasticsearch, unpacked.
 *
 * @param folder the one that holds {@code bin}, {@code lib} and {@code modules}
 */
record ServerHome(Path folder, Version version) {
    private static final Pattern SERVER_JAR = Pattern.compile("elasticsearch-(\\d+\\.\\d+\\.\\d+)\\.jar");

    /** The one whose programs are in this folder; empty where there is no server beside it. */
    static Optional<ServerHome> ofPrograms(Path bin) {
        Path home = Optional.ofNullable(bin.toAbsolutePath().getParent()).orElse(bin);
        return names(home.resolve("lib")).stream()
                .map(SERVER_JAR::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(jar -> new ServerHome(home, Version.parse(jar.group(1))));
    }

    /** What came with the release. */
    Set<String> modules() {
        return names(folder.resolve("modules"));
    }

    /** What was added to it. */
    Set<String> plugins() {
        return names(folder.resolve("plugins"));
    }

    boolean hasSecurity() {
        return modules().contains("x-pack-security") || plugins().contains("x-pack");
    }

    /** From 8.4 on a small process checks the settings and starts the server. */
    boolean hasLauncher() {
        return isSince("8.4");
    }

    boolean isSince(String release) {
        return !version.isOlderThan(Version.parse(release));
    }

    /** The Java that came with it, which needs no choice; none before 7.0, and in packages without one. */
    Optional<Path> ownJava() {
        return Stream.of("jdk", "jdk.app/Contents/Home")
                .map(folder::resolve)
                .filter(java -> Files.isExecutable(java.resolve("bin/java")))
                .findFirst();
    }

    private static Set<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> String.valueOf(path.getFileName())).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All jars of a folder in it, for a class path. */
    String jars(String inside) {
        return folder.resolve(inside) + "/*";
    }

    /** How the release says it was packaged. */
    String flavour() {
        return List.of("x-pack-core", "x-pack-security").stream().anyMatch(modules()::contains) ? "default" : "oss";
    }

    @Override
    public String toString() {
        return "Elasticsearch " + version + " at " + folder;
    }
}
