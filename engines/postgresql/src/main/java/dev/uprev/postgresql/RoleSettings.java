package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The parameters that {@code ALTER ROLE} and {@code ALTER DATABASE} set on a server. */
final class RoleSettings {
    private RoleSettings() {}

    /**
     * Each {@code name=value} once. The value of a parameter with a dot in its name, which belongs to an extension or
     * an application, is left out: applications keep secrets there.
     */
    static List<String> read(Connection connection) throws SQLException {
        return Sql.texts(
                connection,
                "SELECT DISTINCT CASE WHEN split_part(setting, '=', 1) LIKE '%.%' THEN split_part(setting, '=', 1)"
                        + " ELSE setting END AS shown FROM (SELECT unnest(setconfig) AS setting FROM pg_db_role_setting)"
                        + " AS settings ORDER BY shown");
    }

    static String nameOf(String setting) {
        int equals = setting.indexOf('=');
        return equals < 0 ? setting : setting.substring(0, equals);
    }

    static String valueOf(String setting) {
        return setting.substring(setting.indexOf('=') + 1);
    }

    /** Whether its value was left out. */
    static boolean isCustom(String setting) {
        return nameOf(setting).contains(".");
    }
}
