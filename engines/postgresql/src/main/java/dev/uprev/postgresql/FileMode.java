package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How pg_upgrade brings the files of tables and indexes into the new cluster.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgupgrade.html">pg_upgrade, options and "Reverting to old
 *     cluster"</a>
 */
enum FileMode {
    /** Their bytes are copied. The old cluster stays whole. */
    COPY(0),
    /** The file system lets both clusters share blocks until one writes to them. The old cluster stays whole. */
    CLONE(12),
    /** Both clusters have the same files. The old cluster is good until the new one writes to them. */
    LINK(0),
    /**
     * The new cluster gets the old one's directories. The old cluster is good as long as links to its files are kept.
     */
    SWAP(18);

    /** The option of the request. */
    static final String OPTION = "pg_upgrade-mode";

    private final int since;

    FileMode(int since) {
        this.since = since;
    }

    /** The first major whose pg_upgrade has it. */
    int since() {
        return since;
    }

    boolean isIn(Version version) {
        return version.major() >= since;
    }

    /** Whether the old directory can be used again whatever the new server has done. */
    boolean keepsOldCluster() {
        return this == COPY || this == CLONE;
    }

    /** The option of pg_upgrade; the oldest releases do not know {@code --copy}, which is what they do without any. */
    List<String> arguments() {
        return this == COPY ? List.of() : List.of("--" + this);
    }

    /**
     * The one that the request asks for.
     *
     * @throws UpgradeException {@code invalid-option} for a word that is none of them
     */
    static Optional<FileMode> asked(UpgradeRequest request) {
        return request.option(OPTION)
                .map(word -> Arrays.stream(values())
                        .filter(mode -> mode.toString().equals(word.strip().toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> UpgradeException.failed(
                                        "invalid-option", "cannot read the option \"" + OPTION + "\"")
                                .seen(word)
                                .why("it is none of " + Arrays.toString(values()))
                                .fix("name one of these, or leave the option out to have one chosen")));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
