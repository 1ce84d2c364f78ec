package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Old and new cluster change places, by renaming their directories: the old one first, then the new one. */
record ClusterSwitch(ClusterPaths paths, Version from, Version to) {
    /** Does what is left to be done of it. */
    void run() throws IOException {
        if (isOf(paths.fresh(), to)) {
            if (isOf(paths.data(), from)) {
                OwnedFiles.rename(paths.data(), paths.kept(from));
            }
            OwnedFiles.rename(paths.fresh(), paths.data());
        }
        require(paths.data(), to);
    }

    /** The other way round. */
    void undo() throws IOException {
        if (isOf(paths.kept(from), from)) {
            if (isOf(paths.data(), to)) {
                OwnedFiles.rename(paths.data(), paths.fresh());
            }
            OwnedFiles.rename(paths.kept(from), paths.data());
        }
        require(paths.data(), from);
    }

    private static void require(Path cluster, Version version) throws IOException {
        if (!isOf(cluster, version)) {
            throw UpgradeException.failed("cluster-misplaced", "the data directory is not what it has to be")
                    .seen(cluster)
                    .why("there is no cluster of PostgreSQL " + Releases.line(version) + " in it")
                    .fix("find out who has moved it, put it back, and resume the upgrade");
        }
    }

    /** Whether there is a cluster of that major. */
    static boolean isOf(Path cluster, Version version) throws IOException {
        Path file = cluster.resolve("PG_VERSION");
        return Files.exists(file)
                && Files.readString(file, StandardCharsets.US_ASCII)
                        .strip()
                        .equals(Releases.line(version).toString());
    }
}
