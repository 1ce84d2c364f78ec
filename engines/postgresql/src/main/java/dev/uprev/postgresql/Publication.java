package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of a database whose changes are followed: all whose changes are logged, each by its name. */
final class Publication {
    private static final String TABLES =
            "SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ? ORDER BY 1, 2";

    private Publication() {}

    static void create(Connection connection, String name, List<SourceTable> tables) throws SQLException {
        List<String> published = tables.stream()
                .filter(SourceTable::logged)
                .map(table -> "ONLY " + table.data().sqlName())
                .toList();
        Sql.execute(
                connection,
                "CREATE PUBLICATION " + SqlNames.identifier(name) + " FOR TABLE " + String.join(", ", published));
    }

    /** The tables, as in SQL. */
    static List<String> tables(Connection connection, String name) throws SQLException {
        return Sql.list(connection, TABLES, row -> SqlNames.qualified(row.getString(1), row.getString(2)), name);
    }

    static void drop(Connection connection, String name) throws SQLException {
        Sql.execute(connection, "DROP PUBLICATION IF EXISTS " + SqlNames.identifier(name));
    }
}
