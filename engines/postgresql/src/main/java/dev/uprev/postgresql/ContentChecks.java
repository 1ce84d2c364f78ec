package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.List;

/** What is in a database of the source that does not go over as it is, or needs somebody's attention. */
final class ContentChecks {
    private static final String SHARED_LIBRARIES = "SELECT DISTINCT p.probin::text FROM pg_proc AS p"
            + " JOIN pg_language AS l ON l.oid = p.prolang AND l.lanname = 'c' WHERE p.oid >= " + Look.FIRST_OF_USERS
            + " AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass"
            + " AND d.objid = p.oid AND d.deptype = 'e')";

    private static final String NOT_NULL_OF_PARENT = "SELECT " + Look.NAME + " || '.' || quote_ident(child.attname)"
            + Look.RELATIONS + "JOIN pg_inherits AS i ON i.inhrelid = c.oid"
            + " JOIN pg_attribute AS parent ON parent.attrelid = i.inhparent AND parent.attnum > 0"
            + " AND parent.attnotnull AND NOT parent.attisdropped"
            + " JOIN pg_attribute AS child ON child.attrelid = c.oid AND child.attname = parent.attname"
            + " AND NOT child.attnotnull WHERE c.relkind IN ('r', 'p', 'f')";

    private ContentChecks() {}

    static List<Check> all() {
        return List.of(
                ContentChecks::invalidIndexes,
                ContentChecks::notNullOfParent,
                ContentChecks::sharedLibraries,
                ContentChecks::unloggedOnStandby,
                ContentChecks::lockTable,
                ContentChecks::eventTriggers,
                ContentChecks::publications,
                ContentChecks::subscriptions,
                ContentChecks::foreignServers,
                ContentChecks::securityLabels);
    }

    private static List<Finding> invalidIndexes(Look at) throws SQLException {
        Listing found = at.listing("SELECT " + Look.NAME + Look.RELATIONS
                + "JOIN pg_index AS i ON i.indexrelid = c.oid WHERE c.relkind = 'i' AND NOT i.indisvalid");
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "invalid-indexes",
                        at.seen(found),
                        "these indexes are unfinished; pg_dump leaves them out",
                        "REINDEX or DROP INDEX on the source"));
    }

    static List<Finding> notNullOfParent(Look at) throws SQLException {
        Listing found = at.listing(NOT_NULL_OF_PARENT);
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "not-null-of-parent",
                        at.seen(found),
                        "these columns may be NULL while those that they inherit from may not; the target will hold"
                                + " both to NOT NULL, and refuse rows with NULL",
                        "ALTER TABLE ... ALTER COLUMN ... SET NOT NULL on the source, or DROP NOT NULL of the parent"));
    }

    private static List<Finding> sharedLibraries(Look at) throws SQLException {
        Listing found = at.listing(SHARED_LIBRARIES);
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "shared-libraries",
                        at.seen(found),
                        "functions outside of any extension are in these libraries, which the target must have, made"
                                + " for its version",
                        "install them there, or make extensions of the functions (CREATE EXTENSION ... FROM unpackaged"
                                + " before 13), or drop them"));
    }

    private static List<Finding> unloggedOnStandby(Look at) throws SQLException {
        if (!at.source().isStandby()) {
            return List.of();
        }
        Listing found =
                at.listing("SELECT " + Look.NAME + Look.RELATIONS + "WHERE c.relkind = 'r' AND c.relpersistence = 'u'");
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "unlogged-on-standby",
                        at.seen(found),
                        "a standby does not have the rows of unlogged tables",
                        "dump from the primary"));
    }

    /** pg_dump locks every table in one transaction; the lock table has this many places besides those in use. */
    private static List<Finding> lockTable(Look at) throws SQLException {
        long tables = Sql.number(at.connection(), "SELECT count(*)" + Look.RELATIONS + "WHERE c.relkind IN ('r', 'p')");
        long places = Sql.number(
                at.connection(),
                "SELECT current_setting('max_locks_per_transaction')::int8 * (current_setting('max_connections')::int8"
                        + " + current_setting('max_prepared_transactions')::int8)");
        return tables <= places
                ? List.of()
                : List.of(Finding.warning(
                        "lock-table-small",
                        at.seen(tables + " tables, " + places + " places"),
                        "the dump locks all tables at once, and the server's lock table may be too small for that",
                        "raise max_locks_per_transaction on the source, which needs a restart"));
    }

    private static List<Finding> eventTriggers(Look at) throws SQLException {
        if (!at.version().isAtLeast(90300)) {
            return List.of();
        }
        Listing found = at.listing(
                "SELECT quote_ident(evtname) FROM pg_event_trigger AS t WHERE NOT EXISTS (SELECT 1 FROM pg_depend AS d"
                        + " WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = t.oid AND d.deptype = 'e')");
        return info(
                at,
                "event-triggers",
                found,
                "event triggers go over, and only superusers may create them",
                "see that the user of the target is a superuser, or drop them on the source");
    }

    private static List<Finding> publications(Look at) throws SQLException {
        if (!at.version().isAtLeast(100000)) {
            return List.of();
        }
        return info(
                at,
                "publications",
                at.listing("SELECT quote_ident(pubname) FROM pg_publication"),
                "publications go over, but subscribers still read from the source",
                "repoint the subscribers after the upgrade");
    }

    private static List<Finding> subscriptions(Look at) throws SQLException {
        if (!at.version().isAtLeast(100000)) {
            return List.of();
        }
        Listing found = at.listing("SELECT quote_ident(subname) FROM pg_subscription WHERE subdbid ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())");
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "subscriptions",
                        at.seen(found),
                        "subscriptions go over switched off, and only for superusers; the source goes on receiving",
                        "after the upgrade, drop them on the source and enable them on the target"));
    }

    private static List<Finding> foreignServers(Look at) throws SQLException {
        return info(
                at,
                "foreign-servers",
                at.listing("SELECT quote_ident(srvname) FROM pg_foreign_server"),
                "foreign tables go over as definitions; their data stay where they are",
                "see that the target may reach these servers");
    }

    private static List<Finding> securityLabels(Look at) throws SQLException {
        Listing found = at.listing("SELECT provider FROM pg_seclabel UNION SELECT provider FROM pg_shseclabel");
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "security-labels",
                        at.seen(found),
                        "security labels of these providers can be set only where they are loaded",
                        "load the providers on the target (shared_preload_libraries), or remove the labels"));
    }

    private static List<Finding> info(Look at, String code, Listing found, String why, String remedy) {
        return found.isEmpty() ? List.of() : List.of(Finding.info(code, at.seen(found), why, remedy));
    }
}
