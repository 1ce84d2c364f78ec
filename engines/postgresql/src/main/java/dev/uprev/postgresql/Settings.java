package dev.uprev.postgresql;

/** Queries for statements that set the parameters of a database or role as they are. */
final class Settings {
    /** Of the database that one is connected to. */
    static final String OF_DATABASE = statements("ALTER DATABASE %I", "current_database()")
            + " WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /** Of a role, given by its name, in all databases. */
    static final String OF_ROLE = statements("ALTER ROLE %I", "r.rolname")
            + " JOIN pg_roles AS r ON r.oid = setrole WHERE setdatabase = 0 AND r.rolname = ?";

    /** Lists of names, which pg_dump writes without quotes around the whole. */
    private static final String LISTS = "^(DateStyle|local_preload_libraries|search_path|session_preload_libraries"
            + "|shared_preload_libraries|temp_tablespaces)=";

    private Settings() {}

    private static String statements(String command, String name) {
        return "SELECT format('" + command + " SET %I = %s', " + name + ", split_part(s, '=', 1), CASE WHEN s ~* '"
                + LISTS + "' THEN CASE substr(s, strpos(s, '=') + 1) WHEN '' THEN quote_literal('') ELSE"
                + " substr(s, strpos(s, '=') + 1) END ELSE quote_literal(substr(s, strpos(s, '=') + 1)) END)"
                + " FROM pg_db_role_setting CROSS JOIN unnest(setconfig) AS s";
    }
}
