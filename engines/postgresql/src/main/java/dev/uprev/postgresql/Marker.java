package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A small table of ours in each database, made before anything else and published like any other: a row that was
 * written on one side and is seen on the other proves that all that was committed before has arrived.
 */
final class Marker {
    static final String TABLE = SqlNames.qualified(ReplicationNames.SCHEMA, "marker");

    /** The row that tells how far behind the subscriber is. */
    static final String BEAT = "beat";

    private static final String WRITE = "INSERT INTO " + TABLE + " VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET"
            + " value = excluded.value RETURNING value";

    private Marker() {}

    static void create(Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "CREATE SCHEMA IF NOT EXISTS " + ReplicationNames.SCHEMA + "; CREATE TABLE IF NOT EXISTS " + TABLE
                        + " (name text PRIMARY KEY, value text NOT NULL)");
    }

    static void drop(Connection connection) throws SQLException {
        Sql.execute(connection, "DROP SCHEMA IF EXISTS " + ReplicationNames.SCHEMA + " CASCADE");
    }

    /** Writes a row, durably, and with it the state of everything that was committed before. */
    static void write(Connection connection, String name, String value) throws SQLException {
        Sql.text(connection, WRITE, name, value);
    }

    /** Writes the time of that server, in seconds since 1970. */
    static void beat(Connection connection) throws SQLException {
        Sql.text(connection, WRITE.replace("?, ?", "?, extract(epoch FROM clock_timestamp())::text"), BEAT);
    }

    /** Keeps everybody else from changing a row, until the transaction ends. */
    static void lock(Connection connection, String name) throws SQLException {
        Sql.texts(connection, "SELECT value FROM " + TABLE + " WHERE name = ? FOR UPDATE", name);
    }

    static Optional<String> read(Connection connection, String name) throws SQLException {
        return Sql.texts(connection, "SELECT value FROM " + TABLE + " WHERE name = ?", name).stream()
                .findFirst();
    }
}
