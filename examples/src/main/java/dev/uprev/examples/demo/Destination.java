package dev.uprev.examples.demo;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Version;
import dev.uprev.testkit.servers.PostgresTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The release that the shop is upgraded to, and where its client tools are.
 *
 * @param major the release
 * @param tools the folder with pg_dump and its like
 */
record Destination(int major, Path tools) {
    private static final int NEWEST = 18;
    private static final int OLDEST = 14;

    /**
     * The wanted release; else the newest one whose tools this machine can have.
     *
     * @throws UpgradeException {@code tools-missing}
     */
    static Destination choose(Optional<String> wanted) {
        List<Integer> candidates = wanted.map(
                        release -> List.of(Version.parse(release).major()))
                .orElseGet(() -> IntStream.rangeClosed(OLDEST, NEWEST)
                        .map(n -> OLDEST + NEWEST - n)
                        .boxed()
                        .toList());
        for (int major : candidates) {
            Optional<Path> tools = tools(major);
            if (tools.isPresent()) {
                return new Destination(major, tools.get());
            }
        }
        throw UpgradeException.failed("tools-missing", "cannot show an upgrade on this machine")
                .why("it has no pg_dump of PostgreSQL " + candidates + ", nor apt-get to get one")
                .fix("install the package postgresql-client-" + candidates.get(0));
    }

    private static Optional<Path> tools(int major) {
        try {
            return Optional.of(PostgresTools.bin(major));
        } catch (UpgradeException e) {
            if (e.code().equals("server-unavailable")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
