package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL's client tools, several majors side by side: those that the machine has, else those of the Debian release
 * that came with that major. Which minor release they are is not fixed.
 */
public final class PostgresTools {
    private static final List<String> USUAL = List.of("pg_dump", "pg_restore", "pg_dumpall", "psql");

    /** In each, the release's own PostgreSQL. */
    private static final Map<Integer, String> SUITES =
            Map.of(13, "bullseye", 15, "bookworm", 17, "trixie", 18, "forky");

    private PostgresTools() {}

    /**
     * A folder with programs of this major. Fetched ones have every tool, pg_upgrade and pgbench among them.
     *
     * @param major 13, 15, 17, 18, or whichever the machine has
     * @param programs those that must be in it; pg_dump, pg_restore, pg_dumpall and psql where none is named
     * @throws UpgradeException {@code server-unavailable} when this machine cannot have them
     */
    public static Path bin(int major, String... programs) {
        List<String> wanted = programs.length == 0 ? USUAL : List.of(programs);
        return Stream.of("/usr/lib/postgresql/" + major + "/bin", "/usr/pgsql-" + major + "/bin")
                .map(Path::of)
                .filter(folder -> wanted.stream().allMatch(program -> Files.isExecutable(folder.resolve(program))))
                .findFirst()
                .orElseGet(() -> fetched(major));
    }

    /**
     * A folder with programs of a server, 12 or later, from which pg_upgrade can upgrade: those of the pinned server,
     * which unlike the newest minor release has nothing that a newer major's fetched tools do not know.
     *
     * @throws UpgradeException {@code server-unavailable} when this machine cannot have them
     */
    public static Path upgradable(int major) {
        return ServerCache.standard()
                .folder(new UpgradablePrograms(Integer.toString(major)))
                .resolve("bin");
    }

    /**
     * The program pgcopydb. It looks for pg_dump and pg_restore on the PATH: give it {@code bin(18)} there.
     *
     * @throws UpgradeException {@code server-unavailable} when this machine cannot have it
     */
    public static Path pgcopydb() {
        return ServerCache.standard()
                .folder(new DebianTree("pgcopydb", "forky", List.of("pgcopydb")))
                .resolve("usr/bin/pgcopydb");
    }

    private static Path fetched(int major) {
        String suite = SUITES.get(major);
        if (suite == null) {
            throw Unavailable.because("pg_dump " + major, "it is neither installed nor among those that are fetched")
                    .seen(SUITES.keySet().stream().sorted().toList())
                    .fix("install postgresql-client-" + major + ", or take one of these majors");
        }
        return ServerCache.standard()
                .folder(new DebianTree("postgresql-tools-" + major, suite, List.of("postgresql-" + major)))
                .resolve("usr/lib/postgresql/" + major + "/bin");
    }
}
