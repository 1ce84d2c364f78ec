package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads the states of all tables of a database, those of the system that hold data of users included. */
final class TableStates {
    private static final String SQL = """
            SELECT c.oid, coalesce(pg_relation_filenode(c.oid), 0)::int8 AS filenode,
                   pg_stat_get_tuples_inserted(c.oid) AS inserted, pg_stat_get_tuples_updated(c.oid) AS updated,
                   pg_stat_get_tuples_deleted(c.oid) AS deleted,
                   pg_postmaster_start_time()::text || ' '
                       || coalesce(pg_stat_get_db_stat_reset_time(d.oid)::text, '') || ' '
                       || coalesce(pg_stat_get_bgwriter_stat_reset_time()::text, '') AS epoch
            FROM pg_class AS c, pg_database AS d
            WHERE c.relkind = 'r' AND d.datname = current_database()
              AND (c.oid >= 16384 OR c.relname IN ('pg_largeobject', 'pg_largeobject_metadata'))
            """;

    /** The numbers of {@code pg_largeobject} and {@code pg_largeobject_metadata} in every database and version. */
    private static final long LARGE_OBJECTS = 2613;

    private static final long LARGE_OBJECT_PROPERTIES = 2995;

    private TableStates() {}

    /** By the numbers of the tables. The connection must not be in a transaction, which would see old counts. */
    static Map<Long, TableState> read(Connection connection) throws SQLException {
        Map<Long, TableState> states = new HashMap<>();
        Sql.list(
                connection,
                SQL,
                row -> states.put(
                        row.getLong("oid"),
                        new TableState(
                                row.getLong("filenode"),
                                row.getLong("inserted"),
                                row.getLong("updated"),
                                row.getLong("deleted"),
                                row.getString("epoch"))));
        return states;
    }

    /** The state of all large objects. */
    static TableState ofLargeObjects(Map<Long, TableState> states) {
        TableState pages = of(states, LARGE_OBJECTS);
        TableState properties = of(states, LARGE_OBJECT_PROPERTIES);
        return new TableState(
                pages.filenode(),
                pages.inserted() + properties.inserted(),
                pages.updated() + properties.updated(),
                pages.deleted() + properties.deleted(),
                pages.epoch());
    }

    /** The state of a table; one that equals no other where the table was not there. */
    static TableState of(Map<Long, TableState> states, long oid) {
        TableState state = states.get(oid);
        return state == null ? new TableState(-1, 0, 0, 0, UUID.randomUUID().toString()) : state;
    }
}
