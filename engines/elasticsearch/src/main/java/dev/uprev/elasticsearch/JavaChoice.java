package dev.uprev.elasticsearch;

import dev.uprev.error.UpgradeException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java that a release is run with: its own where it brought one, else the first that fits of those that the setting
 * {@value #SETTING} names (folders, as a path list), the one of this process, and those in the usual places.
 *
 * @param oldest the oldest release of Java that will do, as 8
 * @param newest the newest
 */
record JavaChoice(int oldest, int newest) {
    static final String SETTING = "java";

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)");
    private static final List<Path> USUAL =
            List.of(Path.of("/usr/lib/jvm"), Path.of("/usr/java"), Path.of("/Library/Java/JavaVirtualMachines"));

    /**
     * Those before 8.19 lean on the security manager, which newer releases of Java do not have.
     *
     * @see <a href="https://www.elastic.co/support/matrix#matrix_jvm">Support matrix</a>
     */
    static JavaChoice of(ServerHome home) {
        if (!home.isSince("8.19")) {
            return new JavaChoice(home.isSince("8.0") ? 17 : 8, 17);
        }
        return home.isSince("9.0") ? new JavaChoice(21, home.isSince("9.1") ? 25 : 24) : new JavaChoice(17, 25);
    }

    /**
     * The home of a Java for a release.
     *
     * @param named the value of the setting; empty where there is none
     * @throws UpgradeException {@code java-not-installed}
     */
    static Path find(ServerHome home, String named) {
        JavaChoice wanted = of(home);
        return home.ownJava()
                .or(() -> wanted.installed(named))
                .orElseThrow(() -> UpgradeException.failed(
                                "java-not-installed", "cannot run Elasticsearch " + home.version())
                        .why("it brought no Java with it, and needs one from " + wanted.oldest + " to " + wanted.newest)
                        .fix("install one, and name its folder by the setting \"" + SETTING
                                + "\" of the server where it is in none of the usual places"));
    }

    /** Whether a release can be run without a setting that names a Java. */
    static boolean isThere(ServerHome home) {
        return home.ownJava().isPresent() || of(home).installed("").isPresent();
    }

    private Optional<Path> installed(String named) {
        Stream<Path> first = Stream.concat(
                        Arrays.stream(named.split(File.pathSeparator)), Stream.of(System.getProperty("java.home")))
                .filter(text -> !text.isBlank())
                .map(Path::of);
        return Stream.concat(first, USUAL.stream().flatMap(JavaChoice::children))
                .filter(this::fits)
                .findFirst();
    }

    private boolean fits(Path java) {
        try {
            Matcher version = VERSION.matcher(Files.readString(java.resolve("release")));
            return version.find()
                    && Integer.parseInt(version.group(1)) >= oldest
                    && Integer.parseInt(version.group(1)) <= newest
                    && Files.isExecutable(java.resolve("bin/java"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().flatMap(java -> Stream.of(java, java.resolve("Contents/Home"))).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
