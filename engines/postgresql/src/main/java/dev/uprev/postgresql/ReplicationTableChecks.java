package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.List;

/** What the databases of the source have that replication does not carry, or not as it is. */
final class ReplicationTableChecks {
    /** Columns whose type has no operator that tells whether two values are equal. */
    private static final String INCOMPARABLE = "SELECT DISTINCT " + Look.NAME
            + " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace AND "
            + Look.OF_USERS.formatted("n") + " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0"
            + " AND NOT a.attisdropped JOIN pg_type AS t ON t.oid = a.atttypid"
            + " LEFT JOIN pg_type AS b ON b.oid = t.typbasetype"
            + " WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND (c.relreplident = 'f' OR %s)"
            + " AND coalesce(b.typname, t.typname) IN ('json', 'xml', 'point', 'polygon', 'txid_snapshot',"
            + " 'pg_snapshot', '_json', '_xml', '_point', '_polygon')";

    private static final String GENERATED_KEYS = "SELECT DISTINCT " + Look.NAME
            + " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace AND "
            + Look.OF_USERS.formatted("n") + " JOIN pg_index AS i ON i.indrelid = c.oid"
            + " AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE false END"
            + " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[])"
            + " WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND a.attgenerated <> ''";

    private static final String ALWAYS = "SELECT quote_ident(t.tgname) || ' on ' || " + Look.NAME
            + " FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid"
            + " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE t.tgenabled IN ('A', 'R') AND NOT t.tgisinternal";

    private static final String ENUM_HASH = "WITH RECURSIVE up (leaf, at) AS ("
            + " SELECT oid, oid FROM pg_class WHERE relispartition AND relkind = 'r'"
            + " UNION ALL SELECT leaf, inhparent FROM up JOIN pg_inherits ON inhrelid = at)"
            + " SELECT DISTINCT up.at::regclass::text FROM up JOIN pg_partitioned_table AS p ON p.partrelid = up.at"
            + " AND p.partstrat = 'h' JOIN pg_attribute AS a ON a.attrelid = p.partrelid"
            + " AND a.attnum = ANY (p.partattrs::int2[]) JOIN pg_type AS t ON t.oid = a.atttypid"
            + " LEFT JOIN pg_type AS b ON b.oid = t.typbasetype WHERE t.typtype = 'e' OR b.typtype = 'e'";

    private static final String REMAINS = "SELECT 'publication ' || pubname FROM pg_publication WHERE pubname LIKE '"
            + ReplicationNames.PREFIX + "%' UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname = '"
            + ReplicationNames.SCHEMA + "' UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots"
            + " WHERE database = current_database() AND slot_name LIKE '" + ReplicationNames.PREFIX + "%'";

    private ReplicationTableChecks() {}

    /** For each database of the source. */
    static List<Check> all() {
        return List.of(
                ReplicationTableChecks::identities,
                ReplicationTableChecks::incomparable,
                ReplicationTableChecks::generatedKeys,
                ReplicationTableChecks::alwaysTriggers,
                ReplicationTableChecks::enumPartitions,
                ReplicationTableChecks::unlogged,
                ReplicationTableChecks::largeObjects,
                ReplicationTableChecks::remains,
                ReplicationPrivilegeChecks::publication);
    }

    private static List<Finding> identities(Look at) throws SQLException {
        Listing missing = at.listing("SELECT " + Look.NAME + ReplicaIdentity.MISSING);
        if (missing.isEmpty()) {
            return List.of();
        }
        return List.of(
                setsFull(at)
                        ? Finding.warning(
                                "replica-identity-full",
                                at.seen(missing),
                                "these tables have no key, so their rows are found by all of their columns, which is slow"
                                        + " where many rows of a large table are changed",
                                "give them a primary key")
                        : Finding.blocker(
                                "replica-identity-missing",
                                at.seen(missing),
                                "these tables have no primary key (one that is deferrable does not count); published,"
                                        + " their rows could not be changed nor deleted any more",
                                "give them a primary key, or say that all columns shall take its place (option \""
                                        + ReplicationOptions.FULL_IDENTITY + "\" = true)"));
    }

    private static boolean setsFull(Look at) {
        return new ReplicationOptions(at.plan().request()).setsFullIdentity();
    }

    private static List<Finding> incomparable(Look at) throws SQLException {
        String withoutKey = "c.oid IN (SELECT c.oid" + ReplicaIdentity.MISSING + ")";
        return blocker(
                "replica-identity-incomparable",
                at,
                INCOMPARABLE.formatted(setsFull(at) ? withoutKey : "false"),
                "rows of these tables are to be found by all columns, but some have types whose values cannot be"
                        + " compared (json, xml, point, polygon)",
                "give them a primary key");
    }

    private static List<Finding> generatedKeys(Look at) throws SQLException {
        return at.version().isAtLeast(120000)
                ? blocker(
                        "replica-identity-generated",
                        at,
                        GENERATED_KEYS,
                        "the key of these tables has a generated column, which is not replicated, so that rows could"
                                + " not be found on the other side",
                        "ALTER TABLE ... REPLICA IDENTITY USING INDEX with an index of ordinary columns, or FULL")
                : List.of();
    }

    private static List<Finding> alwaysTriggers(Look at) throws SQLException {
        return blocker(
                "always-triggers",
                at,
                ALWAYS,
                "these triggers fire for replicated rows too, so that what they do is done twice",
                "ALTER TABLE ... ENABLE TRIGGER (not ALWAYS nor REPLICA) until the upgrade has ended");
    }

    private static List<Finding> enumPartitions(Look at) throws SQLException {
        return at.version().isAtLeast(110000)
                ? blocker(
                        "partition-by-enum",
                        at,
                        ENUM_HASH,
                        "hashes of an enum's values differ from server to server, so rows would arrive in the wrong"
                                + " partition",
                        "use dump and restore, which finds the right partition for each row")
                : List.of();
    }

    private static List<Finding> unlogged(Look at) throws SQLException {
        Listing found =
                at.listing("SELECT " + Look.NAME + Look.RELATIONS + "WHERE c.relkind = 'r' AND c.relpersistence = 'u'");
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "unlogged-tables",
                        at.seen(found),
                        "changes of unlogged tables are not replicated; they are copied while nobody may write",
                        "empty those that need not be kept, or ALTER TABLE ... SET LOGGED"));
    }

    private static List<Finding> largeObjects(Look at) throws SQLException {
        long count = Sql.number(at.connection(), "SELECT count(*) FROM pg_largeobject_metadata");
        long bytes = Sql.number(at.connection(), "SELECT pg_table_size('pg_largeobject')");
        return count == 0
                ? List.of()
                : List.of(Finding.warning(
                        "large-objects-not-replicated",
                        at.seen(count + " large objects, " + bytes + " bytes"),
                        "large objects are not replicated; they are copied while nobody may write",
                        "remove those that need not be kept (vacuumlo)"));
    }

    private static List<Finding> remains(Look at) throws SQLException {
        return blocker(
                "replication-remains",
                at,
                REMAINS,
                "an earlier upgrade has left these, or is under way",
                "finish that upgrade or have it undone; or drop these when it is gone");
    }

    private static List<Finding> blocker(String code, Look at, String sql, String why, String fix) throws SQLException {
        Listing found = at.listing(sql);
        return found.isEmpty() ? List.of() : List.of(Finding.blocker(code, at.seen(found), why, fix));
    }
}
