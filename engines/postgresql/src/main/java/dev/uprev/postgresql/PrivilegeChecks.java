package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.List;

/** Whether the user may read all that is to be dumped. Superusers may always. */
final class PrivilegeChecks {
    /** Tables of extensions are dumped only where the extension says that users keep data in them. */
    private static final String DUMPED = " AND (c.oid IN (SELECT unnest(extconfig) FROM pg_extension) OR NOT EXISTS"
            + " (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid"
            + " AND d.deptype = 'e'))";

    private static final String LARGE_OBJECTS = "SELECT m.oid::text FROM pg_largeobject_metadata AS m"
            + " WHERE current_setting('lo_compat_privileges') = 'off' AND NOT pg_has_role(m.lomowner, 'USAGE')"
            + " AND NOT EXISTS (SELECT 1 FROM aclexplode(m.lomacl) AS acl WHERE acl.privilege_type = 'SELECT'"
            + " AND CASE WHEN acl.grantee = 0 THEN true ELSE pg_has_role(acl.grantee, 'USAGE') END)";

    private PrivilegeChecks() {}

    /** For each database. */
    static List<Check> all() {
        return List.of(
                PrivilegeChecks::schemas,
                PrivilegeChecks::tables,
                PrivilegeChecks::sequences,
                PrivilegeChecks::largeObjects,
                PrivilegeChecks::rowSecurity,
                PrivilegeChecks::userMappings);
    }

    /** For the server: databases that the user may not enter, which are those that nothing else was seen of. */
    static List<Finding> databases(Look at) {
        List<String> closed = at.source().databases().stream()
                .filter(database -> !database.permitted())
                .map(DatabaseFacts::name)
                .toList();
        return missing(at, Listing.of(closed), "CONNECT", "databases", "GRANT CONNECT ON DATABASE ... TO ");
    }

    private static List<Finding> schemas(Look at) throws SQLException {
        return missing(
                at,
                at.listing("SELECT quote_ident(n.nspname) FROM pg_namespace AS n WHERE "
                        + Look.OF_USERS.formatted("n") + " AND NOT has_schema_privilege(n.oid, 'USAGE')"
                        + " AND EXISTS (SELECT 1 FROM pg_class AS c WHERE c.relnamespace = n.oid)"),
                "USAGE",
                "schemas",
                "GRANT USAGE ON SCHEMA ... TO ");
    }

    private static List<Finding> tables(Look at) throws SQLException {
        return missing(
                at,
                at.listing("SELECT " + Look.NAME + Look.RELATIONS + "WHERE c.relkind IN ('r', 'p')"
                        + " AND NOT has_table_privilege(c.oid, 'SELECT')" + DUMPED),
                "SELECT",
                "tables",
                "GRANT SELECT ON ALL TABLES IN SCHEMA ... TO ");
    }

    private static List<Finding> sequences(Look at) throws SQLException {
        return missing(
                at,
                at.listing("SELECT " + Look.NAME + Look.RELATIONS + "WHERE c.relkind = 'S'"
                        + " AND NOT has_table_privilege(c.oid, 'SELECT')" + DUMPED),
                "SELECT",
                "sequences",
                "GRANT SELECT ON ALL SEQUENCES IN SCHEMA ... TO ");
    }

    private static List<Finding> largeObjects(Look at) throws SQLException {
        return at.source().isSuperuser()
                ? List.of()
                : missing(
                        at,
                        at.listing(LARGE_OBJECTS),
                        "SELECT",
                        "large objects",
                        "GRANT SELECT ON LARGE OBJECT ... TO ");
    }

    private static List<Finding> missing(Look at, Listing without, String privilege, String objects, String grant) {
        return without.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "privilege-missing",
                        at.seen(without),
                        "the user lacks " + privilege + " on these " + objects + ", so they cannot be dumped",
                        grant + user(at)
                                + (at.version().isAtLeast(140000) ? " or make it a member of pg_read_all_data" : "")
                                + ", or use a superuser"));
    }

    /** Policies hide rows from everybody but superusers, roles with BYPASSRLS, and owners unless forced. */
    private static List<Finding> rowSecurity(Look at) throws SQLException {
        if (!at.version().isAtLeast(90500)
                || Sql.flag(
                        at.connection(),
                        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")) {
            return List.of();
        }
        Listing hidden = at.listing("SELECT " + Look.NAME + Look.RELATIONS + "WHERE c.relkind IN ('r', 'p')"
                + " AND c.relrowsecurity AND (c.relforcerowsecurity OR NOT pg_has_role(c.relowner, 'USAGE'))");
        return hidden.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "row-security",
                        at.seen(hidden),
                        "row security hides rows of these tables from the user; a dump would lack them",
                        "ALTER ROLE " + user(at) + " BYPASSRLS, or use a superuser"));
    }

    private static List<Finding> userMappings(Look at) throws SQLException {
        if (at.source().isSuperuser()) {
            return List.of();
        }
        Listing unreadable = at.listing("SELECT quote_ident(usename) || ' on ' || quote_ident(srvname)"
                + " FROM pg_user_mappings WHERE umoptions IS NULL");
        return unreadable.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "user-mappings-unreadable",
                        at.seen(unreadable),
                        "the user may not see the options of these user mappings, so they go over without them",
                        "use a superuser, or set the options on the target afterwards"));
    }

    private static String user(Look at) {
        return "\"" + at.plan().source().attributes().get(PostgresqlFacts.USER) + "\"";
    }
}
