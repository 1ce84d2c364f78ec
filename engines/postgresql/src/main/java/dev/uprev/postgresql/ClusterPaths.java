package dev.uprev.postgresql;

import dev.uprev.model.Version;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where an upgrade in place has its files: all beside the data directory, so that they can change places with it by
 * being renamed.
 *
 * @param data the data directory, the same before and after
 */
record ClusterPaths(Path data) {
    ClusterPaths {
        Objects.requireNonNull(data.getParent(), "a data directory is in another one");
    }

    private Path beside(String ending) {
        return data.resolveSibling(data.getFileName() + ending);
    }

    /** All that the upgrade makes, until the new cluster is complete. */
    Path work() {
        return beside(".uprev");
    }

    /** All that the preflight makes; it can go at any time. */
    Path trial() {
        return beside(".uprev-trial");
    }

    /** The new cluster while it is made. */
    Path fresh() {
        return work().resolve("new");
    }

    /** Where pg_upgrade runs: its sockets, scripts and, before 15, its logs. */
    Path run() {
        return work().resolve("run");
    }

    /** Links to the old cluster's files while {@link FileMode#SWAP} takes them away. */
    Path reserve() {
        return work().resolve("reserve");
    }

    /** The old cluster when the new one has taken its place. */
    Path kept(Version old) {
        return beside("-" + old);
    }

    Path parent() {
        return Objects.requireNonNull(data.getParent());
    }
}
