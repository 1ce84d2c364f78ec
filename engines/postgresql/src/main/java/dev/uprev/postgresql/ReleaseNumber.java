package dev.uprev.postgresql;

/** The number that a server of the first version of a release line gives as {@code server_version_num}. */
final class ReleaseNumber {
    private ReleaseNumber() {}

    /** The number of a line such as {@code 9.6} (90600) or {@code 17} (170000). */
    static int of(String line) {
        int dot = line.indexOf('.');
        return dot < 0
                ? Integer.parseInt(line) * 10_000
                : Integer.parseInt(line.substring(0, dot)) * 10_000 + Integer.parseInt(line.substring(dot + 1)) * 100;
    }
}
