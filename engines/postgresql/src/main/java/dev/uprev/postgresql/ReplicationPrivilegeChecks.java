package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.Side;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the users may do what a replication takes. Superusers may all of it. */
final class ReplicationPrivilegeChecks {
    private static final String SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";
    private static final String REPLICATION = "SELECT rolreplication FROM pg_roles WHERE rolname = current_user";
    private static final String FOREIGN_TABLES = "SELECT " + Look.NAME + Look.RELATIONS
            + "WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND NOT pg_has_role(c.relowner, 'USAGE')";
    private static final String OWNS_DATABASE =
            "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()";
    private static final String ENDS_SESSIONS = "SELECT pg_has_role('pg_signal_backend', 'USAGE')";
    private static final String CREATES = "SELECT has_database_privilege(current_database(), 'CREATE')";
    private static final String SUBSCRIBES = "SELECT pg_has_role('pg_create_subscription', 'USAGE')";

    private ReplicationPrivilegeChecks() {}

    /** For the server whose changes are followed. */
    static List<Finding> publisher(Look at, Side side) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        if (!Sql.flag(at.connection(), SUPERUSER)) {
            if (!Sql.flag(at.connection(), REPLICATION)) {
                findings.add(missing(
                        side + ": no REPLICATION",
                        "the user may not create replication slots, nor read from them",
                        "ALTER ROLE ... REPLICATION"));
            }
            if (!Sql.flag(at.connection(), ENDS_SESSIONS)) {
                findings.add(missing(
                        side + ": not a member of pg_signal_backend",
                        "the user may not end the sessions of others at the cutover",
                        "GRANT pg_signal_backend TO ..."));
            }
        }
        return findings;
    }

    /** For each database of the source. */
    static List<Finding> publication(Look at) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        if (Sql.flag(at.connection(), SUPERUSER)) {
            return findings;
        }
        if (!Sql.flag(at.connection(), CREATES)) {
            findings.add(missing(
                    at.seen("no CREATE"),
                    "the user may not create a publication, nor the schema of the marker",
                    "GRANT CREATE ON DATABASE ... TO ..."));
        }
        if (!Sql.flag(at.connection(), OWNS_DATABASE)) {
            findings.add(missing(
                    at.seen("not the owner"),
                    "the user may not keep others out of the database at the cutover",
                    "use the owner of the database, a member of that role, or a superuser"));
        }
        Listing foreign = at.listing(FOREIGN_TABLES);
        if (!foreign.isEmpty()) {
            findings.add(missing(
                    at.seen(foreign),
                    "only the owner of a table may publish it",
                    "make the user a member of the roles that own these tables, or use a superuser"));
        }
        return findings;
    }

    /** For the server that follows. */
    static List<Finding> subscriber(Look at, Side side) throws SQLException {
        if (Sql.flag(at.connection(), SUPERUSER)) {
            return List.of();
        }
        boolean may = at.version().isAtLeast(160000) && Sql.flag(at.connection(), SUBSCRIBES);
        return may
                ? List.of()
                : List.of(missing(
                        side + ": no superuser",
                        "the user may not create a subscription",
                        at.version().isAtLeast(160000)
                                ? "GRANT pg_create_subscription TO ..., or use a superuser"
                                : "use a superuser: before version 16 nobody else may"));
    }

    private static Finding missing(String seen, String why, String fix) {
        return Finding.blocker("replication-privilege-missing", seen, why, fix);
    }
}
