package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the target knows the parameters that roles and databases of the source set, and takes their values. It is
 * asked by setting each for the length of one statement of this session.
 */
final class SettingChecks {
    private static final String UNKNOWN = "42704";
    private static final String INVALID_VALUE = "22023";

    /** Their values name objects of the source, which are not on the target yet. */
    static final Set<String> OF_OBJECTS = Set.of(
            "default_tablespace",
            "default_text_search_config",
            "role",
            "search_path",
            "session_authorization",
            "temp_tablespaces");

    private SettingChecks() {}

    static List<Finding> look(Look at) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (String setting : at.source().settings()) {
            String name = RoleSettings.nameOf(setting);
            if (!RoleSettings.isCustom(setting) && !OF_OBJECTS.contains(name.toLowerCase(Locale.ROOT))) {
                findings.addAll(look(at, name, RoleSettings.valueOf(setting)));
            }
        }
        return findings;
    }

    private static List<Finding> look(Look at, String name, String value) throws SQLException {
        try {
            Sql.text(at.connection(), "SELECT set_config(?, ?, true)", name, value);
            return List.of();
        } catch (SQLException e) {
            if (PgErrors.isLost(e)) {
                throw e;
            }
            if (UNKNOWN.equals(e.getSQLState())) {
                return List.of(Finding.warning(
                        "setting-unknown",
                        name + "=" + value,
                        "ALTER ROLE or ALTER DATABASE sets this parameter, which the target's version does not have;"
                                + " it is left out",
                        "see whether something replaces it in the target's version; to be rid of this warning,"
                                + " ALTER ROLE ... or ALTER DATABASE ... RESET " + name + " on the source"));
            }
            // Whatever else it says, as that it can only be set at login, it knows the parameter.
            return INVALID_VALUE.equals(e.getSQLState())
                    ? List.of(Finding.warning(
                            "setting-value-invalid",
                            name + "=" + value,
                            "ALTER ROLE or ALTER DATABASE sets this parameter to a value that the target does not take;"
                                    + " it is left out",
                            "set another value on the target afterwards, or RESET " + name + " on the source"))
                    : List.of();
        }
    }
}
