package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of a session: names are looked up in {@code pg_catalog} only, nothing times out, nothing is filtered or
 * cut off, and every value has one text. Those that all versions since 9.2 know are part of the login, so that no
 * setting of a role or database comes before them; a pooler, for which they would not hold, is noticed by that.
 */
final class SessionSettings {
    private static final List<String> FOR_ALL = List.of(
            "search_path=pg_catalog",
            "statement_timeout=0",
            "IntervalStyle=postgres",
            "extra_float_digits=3",
            "bytea_output=hex",
            "xmloption=content",
            "standard_conforming_strings=on");

    /** A setting, and the version number of the first release that has it. */
    private record Since(int versionNumber, String setting) {}

    private static final List<Since> BY_VERSION = List.of(
            // The driver asks for the time zone of this process at login, which comes after the options.
            new Since(0, "TimeZone='UTC'"),
            new Since(0, "DateStyle='ISO, YMD'"),
            new Since(90300, "lock_timeout=0"),
            new Since(90500, "row_security=off"),
            new Since(90600, "idle_in_transaction_session_timeout=0"),
            new Since(110000, "jit=off"),
            new Since(140000, "idle_session_timeout=0"),
            new Since(170000, "transaction_timeout=0"));

    private SessionSettings() {}

    /** The options of the login. */
    static String startupOptions(boolean readOnly) {
        return FOR_ALL.stream().map(setting -> "-c " + setting).collect(Collectors.joining(" "))
                + " -c default_transaction_read_only=" + (readOnly ? "on" : "off");
    }

    /**
     * Sets the rest.
     *
     * @throws UpgradeException {@code pooled-connection} when the options of the login are not in force
     */
    static void complete(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int versionNumber;
            try (ResultSet row = statement.executeQuery("SELECT current_setting('search_path'),"
                    + " pg_catalog.current_setting('server_version_num')::pg_catalog.int4")) {
                row.next();
                if (!row.getString(1).equals("pg_catalog")) {
                    throw pooled(row.getString(1));
                }
                versionNumber = row.getInt(2);
            }
            List<String> commands = new ArrayList<>();
            BY_VERSION.stream()
                    .filter(since -> versionNumber >= since.versionNumber())
                    .forEach(since -> commands.add("SET " + since.setting()));
            statement.execute(String.join("; ", commands));
        }
    }

    /** Lets a statement wait for a lock for ten seconds at most, from version 9.3 on. */
    static void limitLockWaits(Connection connection) throws SQLException {
        Sql.texts(connection, "SELECT set_config(name, '10s', false) FROM pg_settings WHERE name = 'lock_timeout'");
    }

    private static UpgradeException pooled(String searchPath) {
        return UpgradeException.failed("pooled-connection", "the server does not keep the settings of the login")
                .seen("search_path = " + searchPath)
                .why("a connection pooler between here and the server drops them")
                .fix("give the address of the PostgreSQL server itself");
    }
}
