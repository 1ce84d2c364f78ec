package dev.uprev.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps everybody but us from writing to the databases of a server: nobody may connect any more, transactions are
 * read-only unless they ask for more, and the sessions that are there are ended. Superusers may still connect; those
 * that do are named. What was before is kept in the journal. For one thread.
 */
final class Fence {
    private static final String NOTHING = "";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** For those who connect again and again. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private static final String GRANTEES =
            "SELECT DISTINCT CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END"
                    + " FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))"
                    + " WHERE datname = current_database() AND privilege_type = 'CONNECT'"
                    + " AND pg_get_userbyid(grantee) <> current_user";

    /** Sessions of others that could write; ours say so in their name. */
    private static final String OTHERS = " FROM pg_stat_activity AS a LEFT JOIN pg_roles AS r ON r.oid = a.usesysid"
            + " WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()"
            + " AND a.backend_type NOT IN ('walsender', 'autovacuum worker', 'parallel worker',"
            + " 'logical replication worker', 'logical replication apply worker',"
            + " 'logical replication parallel worker')"
            + " AND coalesce(a.application_name, '') NOT LIKE 'uprev %'";

    private static final String NAMED = "SELECT coalesce(a.usename, a.backend_type)"
            + " || coalesce(' (' || nullif(a.application_name, '') || ')', '') || ', process ' || a.pid";

    private static final String PREPARED =
            "SELECT quote_literal(gid) || ' of ' || owner FROM pg_prepared_xacts WHERE database = current_database()";

    private final StepContext context;
    private final Connections connections;

    Fence(StepContext context, Connections connections) {
        this.context = context;
        this.connections = connections;
    }

    /** Whether a fence of this run is around that server. */
    static boolean isUp(StepContext context, Side side) {
        return context.recall(key(side)).filter(kept -> !kept.equals(NOTHING)).isPresent();
    }

    private static String key(Side side) {
        return "replication: former access to the " + side;
    }

    /**
     * Closes the databases.
     *
     * @throws UpgradeException {@code fence-failed} when sessions of others do not end
     */
    void close(List<String> databases) throws SQLException, InterruptedException {
        remember(databases);
        for (String database : databases) {
            try (Connection connection = connections.open(database, "fence")) {
                close(connection, database);
                endSessions(connection, database);
            }
        }
    }

    /** Before anything is changed; a second attempt would see the fence itself. */
    private void remember(List<String> databases) throws SQLException {
        if (isUp(context, connections.side())) {
            return;
        }
        SortedMap<String, FormerAccess> former = new TreeMap<>();
        for (String database : databases) {
            try (Connection connection = connections.open(database, "fence")) {
                former.put(database, FormerAccess.of(connection));
            }
        }
        context.remember(key(connections.side()), Json.write(former));
    }

    private static void close(Connection connection, String database) throws SQLException {
        String name = SqlNames.identifier(database);
        List<String> statements = new ArrayList<>(List.of("BEGIN"));
        // First, since he may be one of those who lose it by what is revoked from everybody.
        statements.add("GRANT CONNECT ON DATABASE " + name + " TO CURRENT_USER");
        for (String grantee : Sql.texts(connection, GRANTEES)) {
            statements.add("REVOKE CONNECT ON DATABASE " + name + " FROM " + grantee + " CASCADE");
        }
        statements.add("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        statements.add("COMMIT");
        Sql.execute(connection, String.join("; ", statements));
    }

    /** Those of superusers may come back at any time; all others can not. */
    private void endSessions(Connection connection, String database) throws SQLException, InterruptedException {
        List<String> prepared = Sql.texts(connection, PREPARED);
        if (!prepared.isEmpty()) {
            throw failed(database, prepared)
                    .why("these prepared transactions may still be committed")
                    .fix("COMMIT PREPARED or ROLLBACK PREPARED each of them, and begin again");
        }
        Instant begin = context.clock().instant();
        List<String> others = end(connection, "");
        while (!others.isEmpty() && context.clock().instant().isBefore(begin.plus(PATIENCE))) {
            context.pause(BETWEEN_LOOKS);
            others = end(connection, "");
        }
        while (!end(connection, " AND NOT coalesce(r.rolsuper, true)").isEmpty()) {
            if (context.clock().instant().isAfter(begin.plus(LIMIT))) {
                throw failed(database, others)
                        .why("these sessions have been told to end, and do not")
                        .fix("see what they wait for, and begin again");
            }
            context.pause(BETWEEN_LOOKS);
        }
        if (!others.isEmpty()) {
            context.report(Finding.warning(
                    "superusers-connected",
                    "database " + database + " of the " + connections.side() + ": " + Listing.of(others),
                    "superusers cannot be kept out; their transactions are read-only unless they ask for more, and"
                            + " what they write behind the fence makes the upgrade fail",
                    "stop these programs until the upgrade has ended"));
        }
    }

    /** Tells sessions to end, and gives those that are there. */
    private static List<String> end(Connection connection, String some) throws SQLException {
        return Sql.texts(connection, NAMED + ", pg_terminate_backend(a.pid)" + OTHERS + some);
    }

    private UpgradeException.Builder failed(String database, List<String> seen) {
        return UpgradeException.failed(
                        "fence-failed",
                        "cannot keep others from writing to database " + database + " of the " + connections.side())
                .seen(Listing.of(seen));
    }

    /** Brings back what was before, if the fence is up. */
    void open() throws SQLException {
        Optional<String> kept = context.recall(key(connections.side())).filter(text -> !text.equals(NOTHING));
        if (kept.isEmpty()) {
            return;
        }
        for (var former : former(kept.get()).entrySet()) {
            try (Connection connection = connections.open(former.getKey(), "fence")) {
                Sql.execute(
                        connection,
                        "BEGIN; " + String.join("; ", former.getValue().statements()) + "; COMMIT");
            }
        }
        context.remember(key(connections.side()), NOTHING);
    }

    private static SortedMap<String, FormerAccess> former(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<TreeMap<String, FormerAccess>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal does not tell who might connect before", e);
        }
    }
}
