package dev.uprev.testkit.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java that servers can be run with. It is looked for in the system property {@value #PROPERTY} (folders, as a path
 * list), where this Java is, in {@code JAVA_HOME}, and where systems and tools put them. None is downloaded.
 *
 * @param folder its home
 * @param feature its feature release, such as 17
 */
record JavaHome(Path folder, int feature) {
    static final String PROPERTY = "servers.java";

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /**
     * The first that is found.
     *
     * @param what what needs it, for the message
     * @throws dev.uprev.error.UpgradeException {@code java-unavailable} when there is none
     */
    static JavaHome between(int oldest, int newest, String what) {
        return candidates()
                .map(JavaHome::at)
                .flatMap(Optional::stream)
                .filter(found -> found.feature >= oldest && found.feature <= newest)
                .findFirst()
                .orElseThrow(() -> Unavailable.javaFor(
                                what,
                                oldest == newest
                                        ? "there is no Java " + oldest
                                        : "there is no Java from " + oldest + " to " + newest)
                        .fix("install one, and name its folder by -D" + PROPERTY
                                + " where it is in none of the usual places"));
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static Stream<Path> candidates() {
        Path user = Path.of(property("user.home"));
        Stream<Path> named = Stream.of(
                        property(PROPERTY).split(File.pathSeparator),
                        new String[] {property("java.home"), environment("JAVA_HOME")})
                .flatMap(Arrays::stream)
                .filter(text -> !text.isBlank())
                .map(Path::of);
        Stream<Path> usual = Stream.of(
                        Path.of("/usr/lib/jvm"), user.resolve(".sdkman/candidates/java"), user.resolve(".jdks"))
                .flatMap(JavaHome::children);
        return Stream.concat(named, usual);
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<JavaHome> at(Path folder) {
        try {
            Matcher version = VERSION.matcher(Files.readString(folder.resolve("release")));
            return version.find() && Files.isExecutable(folder.resolve("bin/java"))
                    ? Optional.of(new JavaHome(folder, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String property(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "");
    }

    private static String environment(String name) {
        return Objects.requireNonNullElse(System.getenv(name), "");
    }
}
