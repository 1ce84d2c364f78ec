package dev.uprev.postgresql;

import dev.uprev.plan.InstanceFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up how much there is in the databases of a server. The sizes of single tables are those that the last VACUUM or
 * ANALYZE has seen: to ask for the real ones is to wait for whoever has a table locked. Not thread-safe.
 */
final class Measures {
    private static final String SQL = "SELECT pg_database_size(current_database()) AS bytes,"
            + " sum(CASE WHEN relkind = 'i' THEN relpages::int8 ELSE 0 END) * current_setting('block_size')::int8"
            + " AS index_bytes,"
            + " sum(CASE WHEN relkind IN ('r', 'm') AND of_users THEN 1 ELSE 0 END) AS tables,"
            + " sum(CASE WHEN relkind = 'r' AND of_users THEN greatest(reltuples, 0)::int8 ELSE 0 END) AS rows,"
            + " sum(CASE WHEN relkind = 'i' AND of_users THEN 1 ELSE 0 END) AS indexes,"
            + " (SELECT count(*) FROM pg_largeobject_metadata) AS large_objects"
            + " FROM (SELECT relkind, reltuples, relpages, nspname !~ '^pg_' AND nspname <> 'information_schema' AS of_users"
            + " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace) AS c";

    private final SortedMap<String, Long> byName = new TreeMap<>();

    /** Adds the database of this connection; its bytes are also kept on their own. */
    void add(Connection connection, String database) throws SQLException {
        Sql.one(connection, SQL, row -> {
            add(InstanceFacts.BYTES, row.getLong("bytes"));
            add(InstanceFacts.BYTES + " " + database, row.getLong("bytes"));
            add(PostgresqlFacts.TABLE_BYTES, Math.max(0, row.getLong("bytes") - row.getLong("index_bytes")));
            add(PostgresqlFacts.TABLES, row.getLong("tables"));
            add(PostgresqlFacts.ROWS, row.getLong("rows"));
            add(PostgresqlFacts.INDEXES, row.getLong("indexes"));
            add(PostgresqlFacts.LARGE_OBJECTS, row.getLong("large_objects"));
            return database;
        });
    }

    private void add(String name, long value) {
        byName.merge(name, value, Long::sum);
    }

    SortedMap<String, Long> byName() {
        return Collections.unmodifiableSortedMap(byName);
    }
}
