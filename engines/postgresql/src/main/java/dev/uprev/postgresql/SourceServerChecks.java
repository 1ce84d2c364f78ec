package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.List;

/** What the source as a whole is. */
final class SourceServerChecks {
    private SourceServerChecks() {}

    static List<Check> all() {
        return List.of(
                SourceServerChecks::product,
                SourceServerChecks::standby,
                PrivilegeChecks::databases,
                SourceServerChecks::passwords,
                SourceServerChecks::reservedRoles,
                SourceServerChecks::databasesLeftOut,
                ConnectionCountCheck::look);
    }

    static List<Finding> product(Look at) throws SQLException {
        Product product = Product.of(Sql.text(at.connection(), "SELECT version()"));
        if (product.equals(Product.POSTGRESQL)) {
            return List.of();
        }
        return List.of(
                product.carried()
                        ? Finding.warning(
                                "other-product",
                                product.name(),
                                "what this product has beyond PostgreSQL will not go to a PostgreSQL server",
                                "try the upgrade on a copy first, with its own tools and target where it has any")
                        : Finding.blocker(
                                "other-product",
                                product.name(),
                                "this product only speaks PostgreSQL's protocol; its data are kept in ways of its own",
                                "use that product's own tools"));
    }

    private static List<Finding> standby(Look at) {
        if (!at.source().isStandby()) {
            return List.of();
        }
        return List.of(
                at.version().isAtLeast(100000)
                        ? Finding.warning(
                                "source-is-standby",
                                "pg_is_in_recovery() is true",
                                "what the primary has not sent yet will not go over, and the standby may cancel a long"
                                        + " dump to go on with its recovery",
                                "dump from the primary, or stop writing there, wait until the standby has all, and set"
                                        + " max_standby_streaming_delay = -1")
                        : Finding.blocker(
                                "source-is-standby",
                                "pg_is_in_recovery() is true",
                                "a standby before PostgreSQL 10 cannot share a snapshot between sessions",
                                "give the address of the primary"));
    }

    private static List<Finding> passwords(Look at) throws SQLException {
        if (!Sql.flag(at.connection(), "SELECT has_table_privilege('pg_authid', 'SELECT')")) {
            return List.of(Finding.warning(
                    "passwords-unreadable",
                    "no SELECT on pg_authid",
                    "the user may not read the passwords of roles, so they go over without",
                    "use a superuser, or set the passwords on the target afterwards"));
        }
        long md5 = Sql.number(at.connection(), "SELECT count(*) FROM pg_authid WHERE rolpassword LIKE 'md5%'");
        return md5 == 0 || !at.crosses("14")
                ? List.of()
                : List.of(Finding.info(
                        "md5-passwords",
                        md5 + " roles",
                        "from PostgreSQL 14 on, passwords are SCRAM by default; those kept as MD5 work only where"
                                + " pg_hba.conf of the target says md5",
                        "keep md5 in pg_hba.conf, or have these roles set their passwords again"));
    }

    static List<Finding> reservedRoles(Look at) throws SQLException {
        if (!at.crosses("9.6")) {
            return List.of();
        }
        Listing found = at.listing("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname ~ '^pg_'");
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                                "reserved-role",
                                found.toString(),
                                "names of roles that begin with pg_ belong to the server from PostgreSQL 9.6 on",
                                "ALTER ROLE ... RENAME TO ... on the source")
                        .withSource(ReleaseNotes.of("9.6")));
    }

    private static List<Finding> databasesLeftOut(Look at) throws SQLException {
        if (DatabaseSelection.of(at.plan().request()).isNamed()) {
            return List.of();
        }
        List<String> leftOut = DatabaseCatalog.read(at.connection(), at.version()).stream()
                .filter(database -> !database.isUsual())
                .map(DatabaseFacts::name)
                .filter(name -> !name.equals("template0") && !name.equals("template1"))
                .toList();
        return leftOut.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "databases-left-out",
                        Listing.of(leftOut).toString(),
                        "these databases take no connections or are templates, so they do not go over",
                        "name them by the option \"" + DatabaseSelection.OPTION
                                + "\", after ALTER DATABASE ... ALLOW_CONNECTIONS true where needed"));
    }

    /** For template1, which is not dumped. */
    static List<Finding> templateChanged(Look at) throws SQLException {
        Listing found = UserObjects.in(at.connection());
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "template-changed",
                        "database template1: " + found,
                        "what was put into template1 for databases to come does not go over",
                        "make it on the target too, where databases to come need it"));
    }
}
