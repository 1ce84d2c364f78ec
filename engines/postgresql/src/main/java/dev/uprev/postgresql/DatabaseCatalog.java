package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/** The databases of a server, as {@code pg_database} has them. */
final class DatabaseCatalog {
    private DatabaseCatalog() {}

    /** All of them, in the order of their names. */
    static List<DatabaseFacts> read(Connection connection, ServerVersion version) throws SQLException {
        String provider = version.isAtLeast(150000)
                ? "CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END"
                : "'libc'";
        return Sql.list(
                connection,
                "SELECT datname, pg_encoding_to_char(encoding) AS encoding, datcollate, datctype, " + provider
                        + " AS provider, coalesce(" + locale(version) + ", '') AS locale,"
                        + " datallowconn AND datconnlimit <> -2 AS takes_connections, datistemplate,"
                        + " has_database_privilege(oid, 'CONNECT') AS permitted"
                        + " FROM pg_database ORDER BY datname::text COLLATE \"C\"",
                DatabaseCatalog::facts);
    }

    private static String locale(ServerVersion version) {
        if (version.isAtLeast(170000)) {
            return "datlocale";
        }
        return version.isAtLeast(150000) ? "daticulocale" : "NULL::text";
    }

    private static DatabaseFacts facts(ResultSet row) throws SQLException {
        return new DatabaseFacts(
                row.getString("datname"),
                row.getString("encoding"),
                row.getString("datcollate"),
                row.getString("datctype"),
                row.getString("provider"),
                row.getString("locale"),
                row.getBoolean("takes_connections"),
                row.getBoolean("datistemplate"),
                row.getBoolean("permitted"),
                new TreeMap<>(),
                List.of(),
                List.of(),
                "");
    }
}
