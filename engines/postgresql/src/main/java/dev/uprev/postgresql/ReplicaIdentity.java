package dev.uprev.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.uprev.json.Json;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What rows of a table are known by on the other side. A table without a key has nothing of the kind, and when it is
 * published, the server refuses to change its rows; all columns together can take the place of a key.
 */
final class ReplicaIdentity {
    /** A part of a query: logged tables {@code c} of users, in schema {@code n}, that have no identity. */
    static final String MISSING = Look.RELATIONS
            + "WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND c.relreplident <> 'f' AND NOT EXISTS"
            // A key that is checked at the end of a transaction is none.
            + " (SELECT 1 FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisvalid AND i.indimmediate"
            + " AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE false END)"
            + " AND (c.oid IN (SELECT unnest(extconfig) FROM pg_extension) OR NOT EXISTS (SELECT 1 FROM pg_depend AS d"
            + " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))";

    private static final String TABLES =
            "SELECT " + Look.NAME + ", CASE c.relreplident WHEN 'd' THEN 'DEFAULT' ELSE 'NOTHING' END" + MISSING;

    private static final String THERE = "SELECT to_regclass(?) IS NOT NULL";
    private static final String KEY = "replication: former replica identities";

    private ReplicaIdentity() {}

    /** Gives all columns to those tables of the source that have no identity. */
    static void set(StepContext context) {
        Connections source = Route.forward(context).publisher();
        // By database and table, what it was.
        Map<String, Map<String, String>> former = former(context).orElseGet(TreeMap::new);
        for (String database : Route.forward(context).databases()) {
            try (Connection connection = source.open(database, "prepare")) {
                SessionSettings.limitLockWaits(connection);
                Map<String, String> tables = new HashMap<>(former.getOrDefault(database, Map.of()));
                Sql.list(connection, TABLES, row -> Map.entry(row.getString(1), row.getString(2)))
                        .forEach(table -> tables.put(table.getKey(), table.getValue()));
                former.put(database, tables);
                context.remember(KEY, Json.write(former));
                for (String table : tables.keySet()) {
                    Sql.execute(connection, "ALTER TABLE " + table + " REPLICA IDENTITY FULL");
                }
            } catch (SQLException e) {
                throw PgErrors.explain(Side.SOURCE, e);
            }
        }
    }

    /** Takes that back on the publisher of a direction. */
    static void reset(Route route) {
        Optional<Map<String, Map<String, String>>> former = former(route.context());
        if (former.isEmpty()) {
            return;
        }
        Replica.inEach(route, route.publisher(), (connection, database) -> {
            for (var table : former.get().getOrDefault(database, Map.of()).entrySet()) {
                if (Sql.flag(connection, THERE, table.getKey())) {
                    Sql.execute(connection, "ALTER TABLE " + table.getKey() + " REPLICA IDENTITY " + table.getValue());
                }
            }
        });
    }

    private static Optional<Map<String, Map<String, String>>> former(StepContext context) {
        Optional<String> kept = context.recall(KEY);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper()
                    .readValue(kept.get(), new TypeReference<TreeMap<String, Map<String, String>>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal does not tell the former replica identities", e);
        }
    }
}
