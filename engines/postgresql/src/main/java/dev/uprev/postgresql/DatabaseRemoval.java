package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Drops a database that the restore has created, whoever is connected to it. */
final class DatabaseRemoval {
    private static final int ATTEMPTS = 20;
    private static final String IN_USE = "55006";
    private static final String SUBSCRIPTIONS = "SELECT quote_ident(subname) FROM pg_subscription"
            + " JOIN pg_database d ON d.oid = subdbid WHERE datname = current_database()";

    private final Connections connections;
    private final String name;

    DatabaseRemoval(Connections connections, String name) {
        this.connections = connections;
        this.name = name;
    }

    /** @throws UpgradeException when the server refuses */
    void drop() {
        try (Connection main = connections.open(connections.mainDatabase(), "undo")) {
            boolean there = Sql.flag(main, "SELECT count(*) > 0 FROM pg_database WHERE datname = ?", name);
            if (!there) {
                return;
            }
            try (Connection inside = connections.open(name, "undo")) {
                dropSubscriptions(inside);
            }
            drop(main);
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
    }

    /** A subscription that is restored has no slot at the publisher; the server must not look for one. */
    static void dropSubscriptions(Connection connection) throws SQLException {
        List<String> subscriptions = Sql.texts(connection, SUBSCRIPTIONS);
        try (Statement statement = connection.createStatement()) {
            for (String subscription : subscriptions) {
                statement.execute("ALTER SUBSCRIPTION " + subscription + " DISABLE");
                statement.execute("ALTER SUBSCRIPTION " + subscription + " SET (slot_name = NONE)");
                statement.execute("DROP SUBSCRIPTION " + subscription);
            }
        }
    }

    /** Sessions end some time after they were told to; autovacuum may come in between. */
    private void drop(Connection main) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            Sql.texts(
                    main,
                    "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = ?"
                            + " AND pid <> pg_backend_pid()",
                    name);
            try (Statement statement = main.createStatement()) {
                statement.execute("DROP DATABASE IF EXISTS " + SqlNames.identifier(name));
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !IN_USE.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }
}
