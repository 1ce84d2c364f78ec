package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the target as a whole can take the data. */
final class TargetServerChecks {
    private static final String SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";

    private TargetServerChecks() {}

    static List<Check> all() {
        return List.of(
                TargetServerChecks::version,
                TargetServerChecks::standby,
                TargetServerChecks::privileges,
                TargetServerChecks::owners,
                TargetServerChecks::roles,
                TargetServerChecks::tablespaces,
                ConnectionCountCheck::look,
                LocaleChecks::look,
                ExtensionChecks::look,
                SettingChecks::look);
    }

    /** The plan was made for a version; this is about the server that is really there. */
    private static List<Finding> version(Look at) {
        return at.version().version().isOlderThan(at.plan().source().version())
                ? List.of(Finding.blocker(
                        "target-older",
                        at.plan().source().version() + " -> " + at.version().version(),
                        "the target is older than the source",
                        "give a target of the same or a newer version"))
                : List.of();
    }

    private static List<Finding> standby(Look at) throws SQLException {
        return Sql.flag(at.connection(), "SELECT pg_is_in_recovery()")
                ? List.of(Finding.blocker(
                        "target-is-standby",
                        "pg_is_in_recovery() is true",
                        "a standby takes no writes",
                        "give the address of the primary, or promote the standby"))
                : List.of();
    }

    private static List<Finding> privileges(Look at) throws SQLException {
        List<String> lacking = Sql.one(
                at.connection(),
                "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user",
                row -> {
                    List<String> names = new ArrayList<>();
                    if (!row.getBoolean("rolsuper")) {
                        names.add("SUPERUSER");
                        names.addAll(row.getBoolean("rolcreatedb") ? List.of() : List.of("CREATEDB"));
                        names.addAll(row.getBoolean("rolcreaterole") ? List.of() : List.of("CREATEROLE"));
                    }
                    return names;
                });
        if (lacking.isEmpty()) {
            return List.of();
        }
        String user = Sql.text(at.connection(), "SELECT current_user");
        return List.of(
                lacking.size() > 1
                        ? Finding.blocker(
                                "target-privilege-missing",
                                user + " lacks " + String.join(", ", lacking),
                                "the restore creates databases and roles",
                                "ALTER ROLE \"" + user + "\" CREATEDB CREATEROLE, or use a superuser")
                        : Finding.warning(
                                "target-user-no-superuser",
                                user,
                                "what only superusers may do fails: event triggers, untrusted extensions and languages,"
                                        + " roles that are superusers",
                                "use a superuser where there is one"));
    }

    private static List<Finding> owners(Look at) throws SQLException {
        String member = at.version().isAtLeast(160000) ? "SET" : "MEMBER";
        List<String> owners = new ArrayList<>(at.source().databases().stream()
                .flatMap(database -> database.owners().stream())
                .distinct()
                .sorted()
                .toList());
        owners.removeAll(
                Sql.texts(at.connection(), "SELECT rolname FROM pg_roles WHERE pg_has_role(oid, '" + member + "')"));
        if (owners.isEmpty() || Sql.flag(at.connection(), SUPERUSER)) {
            return List.of();
        }
        String user = Sql.text(at.connection(), "SELECT current_user");
        return List.of(Finding.blocker(
                "owners-out-of-reach",
                Listing.of(owners).toString(),
                "databases, or objects in them, belong to these roles, and on the target user " + user
                        + " may not give them anything, since it is no member of them",
                "create these roles on the target and GRANT them TO \"" + user + "\", or use a superuser"));
    }

    private static List<Finding> roles(Look at) throws SQLException {
        List<String> there = new ArrayList<>(at.source().roles());
        // The one that initdb made, and the user itself, are on every server.
        there.retainAll(
                Sql.texts(at.connection(), "SELECT rolname FROM pg_roles WHERE oid <> 10 AND rolname <> current_user"));
        return there.isEmpty()
                ? List.of()
                : List.of(Finding.info(
                        "roles-exist",
                        Listing.of(there).toString(),
                        "roles of these names are on the target already; they get the source's settings and password",
                        "rename those that are somebody else"));
    }

    private static List<Finding> tablespaces(Look at) {
        List<String> tablespaces = at.source().tablespaces();
        return tablespaces.isEmpty()
                ? List.of()
                : List.of(Finding.info(
                        "tablespaces",
                        Listing.of(tablespaces).toString(),
                        "all goes to the default tablespace of the target",
                        "move what has to be elsewhere by ALTER TABLE ... SET TABLESPACE afterwards"));
    }
}
