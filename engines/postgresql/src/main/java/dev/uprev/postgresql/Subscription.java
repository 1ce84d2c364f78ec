package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;

/** The subscription of a database, which the server's own worker serves. */
final class Subscription {
    private static final String THERE = "SELECT count(*) > 0 FROM pg_subscription WHERE subname = ?"
            + " AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private Subscription() {}

    /** Keeps the address, which has a password in it, out of logs and statistics, where this user may do that. */
    static void hideSecrets(Connection connection) throws SQLException {
        if (Sql.flag(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            Sql.execute(
                    connection,
                    "SET log_statement = none; SET log_min_duration_statement = -1; SET log_min_error_statement = panic;"
                            + " SET track_activities = off; SET pg_stat_statements.track_utility = off");
        }
    }

    /** A statement that has the server connect to the publisher, and needs nothing there. */
    static String trial(String name, String address) {
        return "CREATE SUBSCRIPTION " + SqlNames.identifier(name) + " CONNECTION " + SqlNames.literal(address)
                + " PUBLICATION " + SqlNames.identifier(name)
                + " WITH (create_slot = false, slot_name = NONE, copy_data = false, enabled = false)";
    }

    /**
     * Creates it on the slot of the same name and sets it going; its tables have their rows already.
     *
     * @param address of the publisher, see {@link PublisherAddress}
     */
    static void create(Connection connection, String name, String publication, String address) throws SQLException {
        String subscription = SqlNames.identifier(name);
        hideSecrets(connection);
        if (!isThere(connection, name)) {
            Sql.execute(
                    connection,
                    "CREATE SUBSCRIPTION " + subscription + " CONNECTION " + SqlNames.literal(address) + " PUBLICATION "
                            + SqlNames.identifier(publication) + " WITH (create_slot = false, slot_name = "
                            + SqlNames.literal(name) + ", copy_data = false, enabled = false)");
        }
        Sql.execute(connection, "ALTER SUBSCRIPTION " + subscription + " ENABLE");
    }

    static boolean isThere(Connection connection, String name) throws SQLException {
        return Sql.flag(connection, THERE, name);
    }

    /** Drops it, if it is there, without a word to the publisher: the slot is dropped there. */
    static void drop(Connection connection, String name) throws SQLException {
        if (isThere(connection, name)) {
            String subscription = SqlNames.identifier(name);
            Sql.execute(connection, "ALTER SUBSCRIPTION " + subscription + " DISABLE");
            Sql.execute(connection, "ALTER SUBSCRIPTION " + subscription + " SET (slot_name = NONE)");
            Sql.execute(connection, "DROP SUBSCRIPTION " + subscription);
        }
    }
}
