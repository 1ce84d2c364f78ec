package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.plan.PlanContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether there is room for the archive and for the target's data, as far as that can be known. */
final class SpaceChecks {
    /** Data that compress this well are rare; less room than that is never enough. */
    private static final int BEST_COMPRESSION = 10;

    /** What most data compress to at least. */
    private static final int USUAL_COMPRESSION = 2;

    private SpaceChecks() {}

    /** For the archive. */
    static List<Finding> archive(PlanContext plan, Path archive) {
        long tables = plan.source().measures().getOrDefault(PostgresqlFacts.TABLE_BYTES, 0L);
        OptionalLong free = free(archive);
        if (free.isEmpty() || free.getAsLong() >= tables / USUAL_COMPRESSION) {
            return List.of();
        }
        String seen = megabytes(free.getAsLong()) + " free in " + archive + ", " + megabytes(tables) + " in tables";
        String remedy = "name a directory with more room for the archive";
        return List.of(
                free.getAsLong() < tables / BEST_COMPRESSION
                        ? Finding.blocker(
                                "archive-space", seen, "the dump will not fit, however well it compresses", remedy)
                        : Finding.warning(
                                "archive-space", seen, "the dump will fit only if the data compress well", remedy));
    }

    /** For the data directory of the target, where that is on this machine. */
    static List<Finding> target(Look at) throws SQLException {
        long needed = at.plan().source().bytes();
        Optional<Path> directory = localDataDirectory(at);
        OptionalLong free = directory.map(SpaceChecks::free).orElse(OptionalLong.empty());
        if (free.isEmpty()) {
            return List.of(Finding.info(
                    "target-space-unknown",
                    "needs about " + megabytes(needed),
                    "the free space of the target's machine cannot be seen from here",
                    "see that it has room for the data, their indexes and the write-ahead log"));
        }
        if (free.getAsLong() >= needed) {
            return List.of();
        }
        String seen =
                megabytes(free.getAsLong()) + " free in " + directory.get() + ", the source has " + megabytes(needed);
        String remedy = "make room, or give a target with a larger file system";
        return List.of(
                free.getAsLong() < needed / 2
                        ? Finding.blocker("target-space", seen, "the data will not fit on the target", remedy)
                        : Finding.warning(
                                "target-space",
                                seen,
                                "the data will fit on the target only if the source has much unused space in it",
                                remedy));
    }

    private static Optional<Path> localDataDirectory(Look at) throws SQLException {
        boolean local =
                Sql.flag(at.connection(), "SELECT coalesce(host(inet_server_addr()) IN ('127.0.0.1', '::1'), true)");
        // Only superusers and members of pg_read_all_settings see it.
        return local
                ? Sql.setting(at.connection(), "data_directory")
                        .map(Path::of)
                        .filter(path -> Files.exists(path.resolve("PG_VERSION")))
                : Optional.empty();
    }

    private static OptionalLong free(Path path) {
        for (Path each = path.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.exists(each)) {
                try {
                    return OptionalLong.of(Files.getFileStore(each).getUsableSpace());
                } catch (IOException e) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
