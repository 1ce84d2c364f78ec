package dev.uprev.postgresql;

import dev.uprev.model.Version;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The version of a server.
 *
 * @param number {@code server_version_num}, such as 90624 for 9.6.24 and 180006 for 18.6
 * @param version the same for people, without what a packager has added; pre-releases keep their mark
 */
record ServerVersion(int number, Version version) {
    private static final int FIRST_WITH_TWO_PARTS = 100000;

    static ServerVersion of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version_num')::int4," + " current_setting('server_version')")) {
            row.next();
            return of(row.getInt(1), row.getString(2));
        }
    }

    /** The number tells the release; the text only whether it is a pre-release, as in {@code 19beta1 (Debian ...)}. */
    static ServerVersion of(int number, String text) {
        String release = number >= FIRST_WITH_TWO_PARTS
                ? number / 10000 + "." + number % 10000
                : number / 10000 + "." + number / 100 % 100 + "." + number % 100;
        Version version = Version.find(text)
                .filter(Version::isPreRelease)
                .filter(mark -> mark.major() == number / 10000)
                .orElseGet(() -> Version.parse(release));
        return new ServerVersion(number, version);
    }

    /** Whether the server is of this release or a later one, given as {@code server_version_num}. */
    boolean isAtLeast(int releaseNumber) {
        return number >= releaseNumber;
    }
}
