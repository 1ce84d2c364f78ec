package dev.uprev.postgresql;

import dev.uprev.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen of a server as a whole.
 *
 * @param attributes by the names that {@link PostgresqlFacts} has for them
 */
record ServerFacts(Product product, ServerVersion version, String identity, SortedMap<String, String> attributes) {
    private static final String ROLES = "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname";

    private static final String TABLESPACES =
            "SELECT spcname FROM pg_tablespace WHERE spcname !~ '^pg_' ORDER BY spcname";

    /** Roles that a server version has by itself are not counted: a minor upgrade of the server may bring one more. */
    private static final String ROLES_FINGERPRINT = "SELECT count(*) || '-' || to_hex(coalesce(sum("
            + "hashtext(line)::int8), 0)::int8) FROM ("
            + "SELECT concat_ws(' ', 'role', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin,"
            + " rolreplication, rolconnlimit, rolvaliduntil) FROM pg_roles WHERE rolname !~ '^pg_'"
            + " UNION ALL SELECT concat_ws(' ', 'member', roleid, member, admin_option) FROM pg_auth_members"
            + " UNION ALL SELECT concat_ws(' ', 'setting', setdatabase, setrole, setconfig) FROM pg_db_role_setting"
            + ") AS lines(line)";

    ServerFacts {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    static ServerFacts read(Connection connection) throws SQLException {
        ServerVersion version = ServerVersion.of(connection);
        boolean superuser = Sql.flag(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put(PostgresqlFacts.USER, Sql.text(connection, "SELECT current_user"));
        attributes.put(PostgresqlFacts.SUPERUSER, onOff(superuser));
        attributes.put(PostgresqlFacts.STANDBY, onOff(Sql.flag(connection, "SELECT pg_is_in_recovery()")));
        attributes.put(
                PostgresqlFacts.INTEGER_DATETIMES,
                Sql.setting(connection, "integer_datetimes").orElse("on"));
        attributes.put(PostgresqlFacts.ROLES, Json.write(Sql.texts(connection, ROLES)));
        attributes.put(PostgresqlFacts.ROLES_FINGERPRINT, Sql.text(connection, ROLES_FINGERPRINT));
        attributes.put(PostgresqlFacts.SETTINGS, Json.write(RoleSettings.read(connection)));
        attributes.put(PostgresqlFacts.TABLESPACES, Json.write(Sql.texts(connection, TABLESPACES)));
        return new ServerFacts(
                Product.of(Sql.text(connection, "SELECT version()")),
                version,
                ServerIdentity.of(connection, version, superuser),
                attributes);
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
