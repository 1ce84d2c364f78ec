package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/**
 * Empties a database that was there before the restore, and empty then: drops, in the order that pg_restore knows,
 * every object that the schema in the archive has and that was not there.
 */
final class DatabaseCleaning {
    private static final String LARGE_OBJECTS = "SELECT count(lo_unlink(oid)) FROM pg_largeobject_metadata";

    private final Connections connections;
    private final String name;
    private final DatabaseBefore before;
    private final Consumer<String> failures;

    /** @param failures gets the server's words for what could not be dropped */
    DatabaseCleaning(Connections connections, String name, DatabaseBefore before, Consumer<String> failures) {
        this.connections = connections;
        this.name = name;
        this.before = before;
        this.failures = failures;
    }

    /** @param drops statements that drop what the schema has */
    void clean(List<String> drops, List<String> newRoles) throws SQLException {
        try (Connection connection = connections.open(name, "undo")) {
            DatabaseRemoval.dropSubscriptions(connection);
            drops.stream().filter(this::isNew).forEach(drop -> execute(connection, drop));
            execute(connection, LARGE_OBJECTS);
            execute(connection, Bookkeeping.DROP);
            for (String role : newRoles) {
                if (Sql.flag(connection, "SELECT count(*) > 0 FROM pg_roles WHERE rolname = ?", role)) {
                    execute(connection, "DROP OWNED BY " + SqlNames.identifier(role) + " CASCADE");
                }
            }
            if (!DatabaseBefore.of(connection).properties().equals(before.properties())) {
                before.properties().forEach(property -> execute(connection, property));
            }
        }
    }

    private boolean isNew(String drop) {
        return before.schemas().stream().noneMatch(schema -> drops(drop, "SCHEMA", schema))
                && before.extensions().stream().noneMatch(extension -> drops(drop, "EXTENSION", extension));
    }

    private static boolean drops(String statement, String type, String object) {
        String start = "DROP " + type + " IF EXISTS ";
        return statement.equals(start + object) || statement.equals(start + SqlNames.identifier(object));
    }

    private void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            failures.accept(PgErrors.primaryMessage(e) + " (" + sql + ")");
        }
    }
}
