package dev.uprev.postgresql;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;

/** Compares release lines. */
final class Releases {
    private Releases() {}

    /**
     * Whether an upgrade passes from a release before this line to one of it or later. Pre-releases count as theirs.
     */
    static boolean crosses(Version source, Version target, String line) {
        Version first = Version.parse(line);
        return line(source).isOlderThan(first) && !line(target).isOlderThan(first);
    }

    static Version line(Version version) {
        return DatabaseEngine.POSTGRESQL.lineOf(version);
    }
}
