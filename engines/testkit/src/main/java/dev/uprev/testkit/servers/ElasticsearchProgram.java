package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of one Elasticsearch or OpenSearch server.
 *
 * @param home the folder that has {@code lib} and {@code modules}
 */
record ElasticsearchProgram(Path home, boolean isOpenSearch, Version version) {
    private static final Pattern SERVER_JAR = Pattern.compile("(elasticsearch|opensearch)-(\\d+\\.\\d+\\.\\d+)\\.jar");
    private static final Version RUNS_ON_NEW_JAVA = Version.parse("8.19");
    private static final Version HAS_LAUNCHER = Version.parse("8.4");

    /**
     * The server in this folder.
     *
     * @throws UpgradeException {@code server-start-failed} when there is none
     */
    static ElasticsearchProgram in(Path home) throws IOException {
        Path lib = home.resolve("lib");
        try (Stream<Path> jars = Files.isDirectory(lib) ? Files.list(lib) : Stream.empty()) {
            return jars.map(jar -> SERVER_JAR.matcher(jar.getFileName().toString()))
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(jar -> new ElasticsearchProgram(
                            home, jar.group(1).equals("opensearch"), Version.parse(jar.group(2))))
                    .orElseThrow(() -> UpgradeException.failed(
                                    "server-start-failed", "there is no Elasticsearch server in " + home)
                            .why("its folder lib has no elasticsearch-VERSION.jar or opensearch-VERSION.jar")
                            .fix("give the folder that has bin, lib and modules of a server"));
        }
    }

    /** {@code elasticsearch} or {@code opensearch}, as in the names of its files and properties. */
    String product() {
        return isOpenSearch ? "opensearch" : "elasticsearch";
    }

    int major() {
        return version.major();
    }

    /** From 8.4 on a small process checks the settings and starts the server. */
    boolean hasLauncher() {
        return !isOpenSearch && version.compareTo(HAS_LAUNCHER) >= 0;
    }

    boolean hasModule(String name) {
        return Files.isDirectory(home.resolve("modules").resolve(name));
    }

    boolean hasSecurity() {
        return hasModule("x-pack-security");
    }

    /**
     * The Java to run it with. Those before 8.19 lean on the security manager, which newer releases of Java do not
     * have.
     *
     * @throws UpgradeException {@code java-unavailable} when it is not here
     */
    JavaHome java() {
        if (isOpenSearch) {
            return version.major() < 3 ? JavaHome.between(17, 17, toString()) : JavaHome.between(21, 25, toString());
        }
        if (version.compareTo(RUNS_ON_NEW_JAVA) < 0) {
            return JavaHome.between(17, 17, toString());
        }
        return version.major() == 8 ? JavaHome.between(17, 25, toString()) : JavaHome.between(25, 25, toString());
    }

    @Override
    public String toString() {
        return (isOpenSearch ? "OpenSearch " : "Elasticsearch ") + version;
    }
}
