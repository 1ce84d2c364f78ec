package dev.uprev.testkit.servers;

import java.util.List;

/**
 * A release of Redis or Valkey that can be had without building it.
 *
 * @param name a line such as {@code 7.0}, or {@code valkey-8}
 * @param version the whole version where it is pinned; the line where Debian says which one comes
 * @param bin where its programs are below the folder of the distribution
 */
record RedisRelease(String name, String version, String bin, Distribution distribution) {
    /**
     * Oldest first. The first four have the server only, the others {@code redis-cli} or {@code valkey-cli} as well.
     */
    private static final List<RedisRelease> ALL = List.of(
            maven("2.8", "2.8.19", "it.ozimov", "0.7.3", "redis-server-2.8.19"),
            maven("6.0", "6.0.5", "org.signal", "0.8.1", "redis-server-6.0.5"),
            maven("6.2", "6.2.7", "org.signal", "0.8.3", "redis-server-6.2.7-linux-amd64"),
            maven("7.0", "7.0.15", "org.signal", "0.9.1", "redis-server-7.0.15-linux-amd64"),
            debian("8.0", "redis-8.0", "trixie", "redis-server", "redis-tools"),
            debian("valkey-8", "valkey-8", "trixie", "valkey-server", "valkey-tools"),
            debian("valkey-9", "valkey-9", "forky", "valkey-server", "valkey-tools"));

    /**
     * The release of this name.
     *
     * @param name as in {@link #name()}, or a pinned version
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} for any other
     */
    static RedisRelease of(String name) {
        return ALL.stream()
                .filter(release -> release.name.equals(name) || release.version.equals(name))
                .findFirst()
                .orElseThrow(() -> Unavailable.because("Redis " + name, "it is not among " + names())
                        .fix("take one of these, or start the server from a folder with its programs"));
    }

    static List<String> names() {
        return ALL.stream().map(RedisRelease::name).toList();
    }

    private static RedisRelease maven(String line, String version, String group, String jarVersion, String entry) {
        MavenArtifact jar = MavenArtifact.jar(group, "embedded-redis", jarVersion);
        return new RedisRelease(
                line, version, "bin", new MavenProgram("redis-" + version, jar, entry, RedisProgram.REDIS));
    }

    private static RedisRelease debian(String name, String folder, String suite, String... packages) {
        return new RedisRelease(name, name, "usr/bin", new DebianTree(folder, suite, List.of(packages)));
    }
}
