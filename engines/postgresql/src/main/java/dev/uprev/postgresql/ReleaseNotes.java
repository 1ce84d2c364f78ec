package dev.uprev.postgresql;

import java.net.URI;

/** Where the release notes are. */
final class ReleaseNotes {
    private ReleaseNotes() {}

    /** Those of the first release of a line, as in 9.6 or 14. */
    static URI of(String line) {
        return URI.create("https://www.postgresql.org/docs/release/" + line + ".0/");
    }
}
