package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a server as a whole has that pg_upgrade refuses, or does not carry.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgupgrade.html">pg_upgrade, usage and notes</a>
 */
final class InPlaceServerChecks {
    static final URI PG_UPGRADE = URI.create("https://www.postgresql.org/docs/current/pgupgrade.html");

    /** From this release on, pg_upgrade carries logical slots and the state of subscriptions. */
    private static final String CARRIES_SLOTS = "17";

    private InPlaceServerChecks() {}

    static List<Check> all(Optional<InPlaceSite> site, ToolRunner tools) {
        return List.of(
                SourceServerChecks::product,
                InPlaceServerChecks::standby,
                InPlaceServerChecks::superuser,
                at -> sameFiles(at, site, tools),
                SourceServerChecks::reservedRoles,
                InPlaceServerChecks::closedDatabases,
                InPlaceServerChecks::preparedTransactions,
                InPlaceServerChecks::logicalSlots,
                InPlaceServerChecks::standbys,
                InPlaceServerChecks::synchronousStandbys,
                InPlaceServerChecks::subscriptions,
                InPlaceServerChecks::archiving);
    }

    private static List<Finding> standby(Look at) {
        return at.source().isStandby()
                ? List.of(blocker(
                        "source-is-standby",
                        "pg_is_in_recovery() is true",
                        "pg_upgrade works on a primary; standbys are made anew from it",
                        "give the address of the primary"))
                : List.of();
    }

    private static List<Finding> superuser(Look at) {
        return at.source().isSuperuser()
                ? List.of()
                : List.of(blocker(
                        "not-superuser",
                        at.plan().request().source().user().orElse("(the user of this process)"),
                        "only a superuser may see where the server has its files and how it is configured",
                        "give a superuser of the server"));
    }

    /** Working on the files of another server than the one that was looked at would be a disaster. */
    private static List<Finding> sameFiles(Look at, Optional<InPlaceSite> site, ToolRunner tools) throws SQLException {
        if (site.isEmpty() || !at.source().isSuperuser()) {
            return List.of();
        }
        Path data = site.get().data();
        String identifier = ControlFile.read(tools, site.get().old(), data).systemIdentifier();
        Path said = Path.of(Sql.text(at.connection(), "SHOW data_directory"));
        boolean samePlace = isSame(said, data);
        boolean sameCluster =
                !at.version().isAtLeast(90600) || at.plan().source().identity().startsWith(identifier + "/");
        return samePlace && sameCluster
                ? List.of()
                : List.of(blocker(
                        "other-data-directory",
                        "the server says " + said + ", the instance controller " + data,
                        "the server at the address is not the one that the instance controller knows by that name",
                        "give the address and the name of one and the same server, on this machine"));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Finding> closedDatabases(Look at) throws SQLException {
        Listing closed = at.listing("SELECT quote_ident(datname) FROM pg_database"
                + " WHERE datname <> 'template0' AND (NOT datallowconn OR datconnlimit = -2)");
        Listing open = at.listing(
                "SELECT quote_ident(datname) FROM pg_database" + " WHERE datname = 'template0' AND datallowconn");
        if (!closed.isEmpty()) {
            return List.of(blocker(
                    "database-closed",
                    closed.toString(),
                    "pg_upgrade has to connect to every database but template0",
                    "ALTER DATABASE ... ALLOW_CONNECTIONS true, or DROP DATABASE"));
        }
        return open.isEmpty()
                ? List.of()
                : List.of(blocker(
                        "template0-open",
                        "template0",
                        "pg_upgrade wants that nobody can connect to template0",
                        "ALTER DATABASE template0 ALLOW_CONNECTIONS false"));
    }

    private static List<Finding> preparedTransactions(Look at) throws SQLException {
        Listing found = at.listing("SELECT gid || ' in ' || database FROM pg_prepared_xacts");
        return found.isEmpty()
                ? List.of()
                : List.of(blocker(
                        "prepared-transactions",
                        found.toString(),
                        "transactions that were prepared cannot go over",
                        "COMMIT PREPARED or ROLLBACK PREPARED each of them"));
    }

    private static List<Finding> logicalSlots(Look at) throws SQLException {
        if (!at.version().isAtLeast(90400)) {
            return List.of();
        }
        Listing found = at.listing("SELECT slot_name::text FROM pg_replication_slots WHERE slot_type = 'logical'"
                + (at.version().isAtLeast(100000) ? " AND NOT temporary" : ""));
        if (found.isEmpty()) {
            return List.of();
        }
        return at.version().isAtLeast(ReleaseNumber.of(CARRIES_SLOTS))
                ? List.of(Finding.warning(
                        "logical-slots",
                        found.toString(),
                        "logical slots go over if their consumers have confirmed all changes when the server stops;"
                                + " else pg_upgrade refuses, and the old server is started again",
                        "see that the consumers keep up, and repoint none of them meanwhile"))
                : List.of(blocker(
                        "logical-slots",
                        found.toString(),
                        "pg_upgrade carries logical slots from 17 on only: what their consumers have not read would be"
                                + " lost to them",
                        "when a consumer has read all, SELECT pg_drop_replication_slot('...'), and make it anew"));
    }

    private static List<Finding> standbys(Look at) throws SQLException {
        String slots = at.version().isAtLeast(90400)
                ? " UNION SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE slot_type = 'physical'"
                : "";
        Listing found = at.listing("SELECT DISTINCT 'receiver ' || application_name FROM pg_stat_replication" + slots);
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                                "standbys",
                                found.toString(),
                                "who follows this server by its write-ahead log cannot follow the new one; physical slots"
                                        + " do not go over",
                                "make the standbys anew from the new server (pg_basebackup), and their slots")
                        .withSource(PG_UPGRADE));
    }

    private static List<Finding> synchronousStandbys(Look at) throws SQLException {
        String names = Sql.text(at.connection(), "SHOW synchronous_standby_names");
        return names.isEmpty()
                ? List.of()
                : List.of(blocker(
                        "synchronous-standbys",
                        "synchronous_standby_names = " + names,
                        "no standby can follow the new server before it was made anew, and until then every commit"
                                + " would wait for it",
                        "ALTER SYSTEM SET synchronous_standby_names = '' and reload, until the standbys are there"));
    }

    private static List<Finding> subscriptions(Look at) throws SQLException {
        if (!at.version().isAtLeast(100000) || at.version().isAtLeast(ReleaseNumber.of(CARRIES_SLOTS))) {
            return List.of();
        }
        Listing found = at.listing("SELECT quote_ident(subname) FROM pg_subscription");
        return found.isEmpty()
                ? List.of()
                : List.of(blocker(
                        "subscriptions",
                        found.toString(),
                        "before 17, pg_upgrade carries the definition of a subscription, but not how far it has come",
                        "stop the writers on the publisher, wait until all has arrived, DROP SUBSCRIPTION, and after"
                                + " the upgrade create it again with copy_data = false"));
    }

    private static List<Finding> archiving(Look at) throws SQLException {
        String mode = Sql.text(at.connection(), "SHOW archive_mode");
        return mode.equals("off")
                ? List.of()
                : List.of(Finding.warning(
                        "archiving",
                        "archive_mode = " + mode,
                        "the new cluster begins a history of its own, on timeline 1: older backups do not lead to it, and"
                                + " names of its files may be in the archive already",
                        "give the archive command another folder, and take a new base backup after the upgrade"));
    }

    private static Finding blocker(String code, String seen, String why, String remedy) {
        return Finding.blocker(code, seen, why, remedy).withSource(PG_UPGRADE);
    }
}
